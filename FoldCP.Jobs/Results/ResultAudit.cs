using FoldCP.Contract;

namespace FoldCP.Jobs.Results;

/// <summary>Whether a <c>done.json</c> makes sense, before any of its files is touched.</summary>
internal static class ResultAudit
{
    /// <exception cref="BadResultException">it does not; says what is wrong</exception>
    public static void Check(FoldDone result)
    {
        if (result.Samples.Count == 0)
            throw new BadResultException("The engine's done.json names no sample.");

        if (!result.Samples.Select(x => x.Rank).Order().SequenceEqual(Enumerable.Range(0, result.Samples.Count)))
            throw new BadResultException($"The engine's done.json ranks its samples {string.Join(", ", result.Samples.Select(x => x.Rank))} instead of 0, 1, 2 and so on.");

        foreach (int sample in result.Samples.Select(x => x.Sample))
        {
            if (result.Files.Count(x => x.Sample == sample && x.Kind == ResultKind.Structure) != 1)
                throw new BadResultException($"The engine's done.json does not name one structure for sample {sample}.");
        }

        if (result.Files.GroupBy(x => Path.GetFileName(x.Path)).FirstOrDefault(x => x.Count() > 1) is { } twice)
            throw new BadResultException($"The engine's done.json names {twice.Key} twice.");
    }

    /// <summary>Where the file lies.</summary>
    /// <exception cref="BadResultException">its name leads out of the run folder</exception>
    public static string Locate(RunFolder folder, ResultFile file)
    {
        string root = Path.GetFullPath(folder.Path) + Path.DirectorySeparatorChar;
        string place = Path.GetFullPath(file.Path, root);
        return place.StartsWith(root, StringComparison.Ordinal)
            ? place
            : throw new BadResultException($"The engine's done.json names {file.Path}, which is outside of the run folder.");
    }
}
