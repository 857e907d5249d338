using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Confidence;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>Confidence in several samples under the reference's names.</summary>
internal static class GoldenScores
{
    /// <summary>Adds an affinity under the reference's names: its members are numbered from 1.</summary>
    public static void Add(Dictionary<string, Tensor> outputs, AffinityScores affinity)
    {
        void Put(AffinityScore score, string number)
        {
            outputs["affinity_pred_value" + number] = tensor(new[] { score.Value }, 1, 1).DetachFromDisposeScope();
            outputs["affinity_probability_binary" + number] = tensor(new[] { score.Probability }, 1, 1).DetachFromDisposeScope();
        }

        Put(affinity.Score, "");
        foreach (var (index, member) in affinity.Members.Index())
            Put(member, $"{index + 1}");
    }

    /// <param name="whole">what all ranks hold of pairs together, from one rank's block</param>
    /// <param name="samples">in their order</param>
    public static Dictionary<string, Tensor> Of(Func<Tensor, Tensor> whole, IReadOnlyList<(SampleConfidence Confidence, Dictionary<string, Tensor> Others)> samples)
    {
        Tensor Each(Func<SampleConfidence, Tensor> f) => cat([.. samples.Select(sample => f(sample.Confidence))]);
        Tensor Number(Func<SampleScores, double> f) => tensor(samples.Select(sample => f(sample.Confidence.Scores)).ToArray());
        var outputs = new Dictionary<string, Tensor>
        {
            ["plddt"] = Each(confidence => confidence.Plddt),
            ["pae"] = Each(confidence => whole(confidence.Pae)),
            ["pde"] = Each(confidence => whole(confidence.Pde)),
            ["complex_plddt"] = Number(scores => scores.ComplexPlddt),
            ["complex_iplddt"] = Number(scores => scores.ComplexIplddt),
            ["complex_pde"] = Number(scores => scores.ComplexPde),
            ["complex_ipde"] = Number(scores => scores.ComplexIpde),
            ["ptm"] = Number(scores => scores.Ptm),
            ["iptm"] = Number(scores => scores.Iptm),
            ["ligand_iptm"] = Number(scores => scores.LigandIptm),
            ["protein_iptm"] = Number(scores => scores.ProteinIptm),
        };
        foreach (var (i, others) in samples[0].Confidence.Scores.PairChainsIptm)
        {
            foreach (var j in others.Keys)
                outputs[$"pair_chains_iptm.{i}.{j}"] = Number(scores => scores.PairChainsIptm[i][j]);
        }

        foreach (var name in samples[0].Others.Keys)
            outputs[name] = cat([.. samples.Select(sample => sample.Others[name])]);
        return outputs;
    }
}
