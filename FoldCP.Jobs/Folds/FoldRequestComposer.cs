using FoldCP.Contract;
using FoldCP.Jobs.Complexes;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Jobs.Folds;

/// <summary>Writes down for the engine what a fold's complex consists of.</summary>
internal static class FoldRequestComposer
{
    /// <exception cref="Clusters.ClusterRefusedException">a member lacks its sequence by now, in the user's words</exception>
    public static async Task<FoldRequest> RequestForAsync(this FoldContext db, Fold fold, CancellationToken stop)
    {
        var complex = await db.Complexes.AsNoTracking().Include(x => x.Subunits).SingleAsync(x => x.Id == fold.ComplexId, stop);
        var ids = complex.Subunits.Select(x => x.SequenceId).OfType<Guid>().Distinct().ToList();
        var residues = await db.Sequences.AsNoTracking().Where(x => ids.Contains(x.Id)).ToDictionaryAsync(x => x.Id, x => x.Residues, stop);
        return Compose(fold, complex, residues);
    }

    /// <param name="fold">which attempt, with its settings</param>
    /// <param name="complex">with its subunits</param>
    /// <param name="residues">by sequence id</param>
    public static FoldRequest Compose(Fold fold, Complex complex, IReadOnlyDictionary<Guid, string> residues) => new()
    {
        Id = fold.Id.ToString(),
        Name = complex.Name,
        Chains = [.. ChainsOf(complex, residues)],
        Options = new FoldOptions
        {
            Weights = fold.Weights,
            Seed = fold.Seed,
            Samples = fold.Samples,
            RecyclingSteps = fold.RecyclingSteps,
            SamplingSteps = fold.SamplingSteps,
            Ranks = fold.Ranks,
        },
    };

    /// <summary>A chain's letters: A to Z, then AA, AB and so on.</summary>
    public static string ChainId(int index)
        => index < 26 ? ((char)('A' + index)).ToString() : ChainId(index / 26 - 1) + ChainId(index % 26);

    private static IEnumerable<ChainGroup> ChainsOf(Complex complex, IReadOnlyDictionary<Guid, string> residues)
    {
        int next = 0;
        foreach (var member in complex.Subunits.Where(x => x.Kind == SubunitKind.Protein).OrderBy(x => x.Position))
        {
            yield return new ChainGroup
            {
                Ids = [.. Enumerable.Range(next, member.Copies).Select(ChainId)],
                Kind = MoleculeKind.Protein,
                Sequence = member.SequenceId is { } id && residues.TryGetValue(id, out string? known)
                    ? known
                    : throw new Clusters.ClusterRefusedException($"There is no sequence for {member.Accession}; add it and fold again."),
                Accession = member.Accession,
                Name = member.Name,
            };
            next += member.Copies;
        }
    }
}
