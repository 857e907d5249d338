namespace FoldCP.Web.Complexes;

/// <summary>A column of the grid of complexes.</summary>
/// <param name="Title">its head</param>
/// <param name="Class">its style</param>
/// <param name="Sort">how to sort by it; null if one cannot</param>
/// <param name="Hint">what it says, in which unit and direction</param>
public sealed record ComplexColumn(string Title, string Class, ComplexSort? Sort, string Hint)
{
    public static readonly IReadOnlyList<ComplexColumn> All =
    [
        new("Id", "id", ComplexSort.Id, "Its id in the imported file"),
        new("Complex", "name", ComplexSort.Name, "Its name in the imported file"),
        new("Members", "num members", ComplexSort.Subunits, "Distinct members, copies not counted"),
        new("Chains", "num chains", ComplexSort.Chains, "Members times their copies"),
        new("Residues", "num residues", ComplexSort.Residues, "Residues of all chains whose sequence is known: what a fold costs grows with this"),
        new("State", "state", ComplexSort.State, "Where its latest fold is, else whether it can be folded"),
        new("Progress or reason", "detail", null, "How far a running fold is, or why there is no result"),
        new("Confidence", "num score", ComplexSort.Score, "Confidence score of the best sample: 0.8 × complex pLDDT + 0.2 × ipTM, from 0 to 1, higher is better"),
    ];
}
