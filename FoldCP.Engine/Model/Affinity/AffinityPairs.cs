using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Affinity;

/// <summary>The pairs of tokens that say how strongly a ligand binds: of ligand and protein, and within the ligand.</summary>
internal static class AffinityPairs
{
    private const int Protein = 0;

    /// <param name="features">a complex whose ligand is marked</param>
    /// <param name="mesh">on which pairs lie</param>
    public static PairMask Of(FoldFeatures features, Mesh mesh)
    {
        using var scope = NewDisposeScope();
        var ligand = features.AffinityMask! * features.TokenPadMask;
        var protein = (features.MolType == Protein).to(ScalarType.Float32) * features.TokenPadMask;
        var (ligand_i, ligand_j) = (mesh.RowPart(ligand, 1).unsqueeze(2), mesh.ColPart(ligand, 1).unsqueeze(1));
        var (protein_i, protein_j) = (mesh.RowPart(protein, 1).unsqueeze(2), mesh.ColPart(protein, 1).unsqueeze(1));
        return new(scope.MoveToOuter((ligand_i * (protein_j + ligand_j)) + (protein_i * ligand_j)), features.Tokens);
    }
}
