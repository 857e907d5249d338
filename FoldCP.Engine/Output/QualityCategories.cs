using FoldCP.Engine.Input;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Output;

/// <summary>The part of a ModelCIF file that says how sure the network is: of the whole and of each residue.</summary>
internal static class QualityCategories
{
    private const int LocalPlddt = 1;
    private const int GlobalPlddt = 2;
    private const int GlobalPtm = 3;
    private const int GlobalIptm = 4;

    public static void Write(CifWriter cif, Complex complex, FoldedSample sample)
    {
        cif.Loop("_ma_qa_metric", "id name description type mode software_group_id", [
            [$"{LocalPlddt}", "pLDDT", "Predicted lDDT of each residue, 0 to 100", "pLDDT", "local", "1"],
            [$"{GlobalPlddt}", "pLDDT", "Mean predicted lDDT, 0 to 100", "pLDDT", "global", "1"],
            [$"{GlobalPtm}", "pTM", "Predicted TM score, 0 to 1", "pTM", "global", "1"],
            [$"{GlobalIptm}", "ipTM", "Predicted TM score between chains, 0 to 1", "ipTM", "global", "1"],
        ]);
        cif.Loop("_ma_qa_metric_global", "ordinal_id model_id metric_id metric_value", [
            Global(1, GlobalPlddt, CifWriter.Number(100 * sample.Scores.ComplexPlddt, 2)),
            Global(2, GlobalPtm, CifWriter.Number(sample.Scores.Ptm, 3)),
            Global(3, GlobalIptm, CifWriter.Number(sample.Scores.Iptm, 3)),
        ]);
        cif.RawLoop("_ma_qa_metric_local",
            "ordinal_id model_id label_asym_id label_seq_id label_comp_id metric_id metric_value", Local(complex, sample));
    }

    private static string[] Global(int ordinal, int metric, string value) => [$"{ordinal}", $"{ModelCif.Model}", $"{metric}", value];

    private static IEnumerable<string> Local(Complex complex, FoldedSample sample)
    {
        int token = 0;
        foreach (var chain in complex.Chains)
        {
            string id = CifText.Quote(chain.Id);
            for (int residue = 0; residue < chain.Residues.Count; residue++, token++)
            {
                string value = CifWriter.Number(100 * sample.Plddt[token], 2);
                yield return $"{token + 1} {ModelCif.Model} {id} {residue + 1} {chain.Residues[residue].Code} {LocalPlddt} {value}";
            }
        }
    }
}
