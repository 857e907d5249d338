using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Output;

/// <summary>The part of a ModelCIF file that says how sure the network is: of the whole and of each residue.</summary>
internal static class QualityCategories
{
    private const int LocalPlddt = 1;
    private const int GlobalPlddt = 2;
    private const int GlobalPtm = 3;
    private const int GlobalIptm = 4;

    public static void Write(CifWriter cif, Assembly assembly, FoldedSample sample)
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
            "ordinal_id model_id label_asym_id label_seq_id label_comp_id metric_id metric_value", Local(assembly, sample));
    }

    private static string[] Global(int ordinal, int metric, string value) => [$"{ordinal}", $"{ModelCif.Model}", $"{metric}", value];

    // The mean of a residue's atoms, which share one token or have some each.
    private static IEnumerable<string> Local(Assembly assembly, FoldedSample sample)
    {
        double[] plddt = assembly.AtomPlddt(sample);
        int ordinal = 0;
        foreach (var chain in assembly.Structure.Chains)
        {
            string id = CifText.Quote(chain.Id);
            foreach (var residue in chain.Residues)
            {
                double mean = plddt.AsSpan(residue.FirstAtom, residue.Form.Atoms.Count).ToArray().Average();
                yield return $"{++ordinal} {ModelCif.Model} {id} {residue.Index + 1} {CifText.Quote(residue.Form.Name)} {LocalPlddt} {CifWriter.Number(mean, 2)}";
            }
        }
    }
}
