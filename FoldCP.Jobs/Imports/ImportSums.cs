using FoldCP.Jobs.Complexes;

namespace FoldCP.Jobs.Imports;

/// <summary>What all complexes of an import add up to.</summary>
internal static class ImportSums
{
    public static ImportTotals TotalsOf(IReadOnlyList<Complex> complexes)
    {
        var coverage = complexes.CountBy(CoverageOf).ToDictionary();
        var proteins = complexes.SelectMany(Proteins).GroupBy(x => x.Accession, x => x.SequenceId is not null).ToList();
        return new ImportTotals
        {
            Complexes = complexes.Count,
            Ready = complexes.Count(x => x.Readiness == Readiness.Ready),
            Unsupported = complexes.Count(x => x.Readiness == Readiness.Unsupported),
            Complete = coverage.GetValueOrDefault(Coverage.Complete),
            Partial = coverage.GetValueOrDefault(Coverage.Partial),
            WithoutSequence = coverage.GetValueOrDefault(Coverage.None),
            Proteins = proteins.Count,
            ProteinsWithSequence = proteins.Count(x => x.First()),
        };
    }

    /// <summary>Proteins without a sequence, those that hold up most complexes first.</summary>
    public static IReadOnlyList<MissingSequence> MissingIn(IEnumerable<Complex> complexes) => Ordered(complexes
        .SelectMany(complex => complex.Subunits.Where(x => x.IsMissing).Select(member => (complex, member)))
        .GroupBy(x => x.member.Accession)
        .Select(x => new MissingSequence(x.Key, x.Select(y => y.member.Name).FirstOrDefault(y => y is not null), x.Count(), x.Count(y => IsLastToMiss(y.complex)))));

    /// <summary>Those that hold up most complexes first.</summary>
    public static IReadOnlyList<MissingSequence> Ordered(IEnumerable<MissingSequence> missing) => [.. missing
        .OrderByDescending(x => x.HoldsUp).ThenByDescending(x => x.Complexes).ThenBy(x => x.Accession, StringComparer.Ordinal)];

    private enum Coverage { Complete, Partial, None }

    private static Coverage CoverageOf(Complex complex)
    {
        int proteins = Proteins(complex).Count();
        return (proteins - complex.MissingSequences) switch
        {
            0 => Coverage.None,
            int found when found == proteins => Coverage.Complete,
            _ => Coverage.Partial,
        };
    }

    private static bool IsLastToMiss(Complex complex) => complex is { Readiness: Readiness.MissingSequences, MissingSequences: 1 };

    private static IEnumerable<Subunit> Proteins(Complex complex) => complex.Subunits.Where(x => x.Kind == SubunitKind.Protein);
}
