using System.Globalization;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Input;

/// <summary>What a request asks to be folded: its own chains, or what the input file that it names says.</summary>
internal static class RequestInput
{
    /// <param name="request">a request that was checked</param>
    /// <param name="folder">where it lies</param>
    /// <exception cref="FoldException">the file is not what the request says, or cannot be folded</exception>
    public static FoldInput Of(FoldRequest request, RunFolder folder)
    {
        var input = request.Input is { } file ? Read(file, folder, request.Options.Seed) : new(request.Name, [.. request.Chains.Select(Protein)]);
        if (request.Options.SingleSequence)
            input = input.Alone();
        return input.WithoutAlignment.ToList() is { Count: > 0 } chains
            ? throw FoldException.BadInput(
                $"No alignment is given for {(chains.Count == 1 ? "chain" : "chains")} {string.Join(", ", chains)}. "
                + "Name one in the input (msa:), or fold such chains without: --single-sequence, or singleSequence in the request's options.")
            : input with { Name = request.Name };
    }

    /// <summary>Where the input file lies.</summary>
    public static string PathOf(InputReference input, RunFolder folder) => Path.GetFullPath(input.File, Path.GetFullPath(folder.Path));

    private static FoldInput Read(InputReference reference, RunFolder folder, long seed)
    {
        string path = PathOf(reference, folder);
        if (!File.Exists(path))
            throw FoldException.BadInput($"There is no input file {path}.");
        CheckContent(reference, path);
        var input = Chosen(InputFile.ReadAll(path), reference, path);
        return input.Seeds.All(asked => asked == seed) ? input : input with
        {
            Notes = [.. input.Notes, $"The input asks for {(input.Seeds.Count == 1 ? "seed" : "seeds")} {string.Join(", ", input.Seeds)}; this fold has its request's, {seed}."],
        };
    }

    private static void CheckContent(InputReference reference, string path)
    {
        try
        {
            if (reference.Sha256 is { } expected && FileHash.Of(path) is var actual && !actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
                throw FoldException.BadInput($"{path} has changed since this fold was asked for: its SHA-256 was {expected} and is {actual}. Ask for a new fold.");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw FoldException.BadInput($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static FoldInput Chosen(IReadOnlyList<FoldInput> jobs, InputReference reference, string path)
    {
        string name = Path.GetFileName(path);
        return (jobs, reference.Job) switch
        {
            ([var only], null) => only,
            (_, null) => throw FoldException.BadInput($"{name} has {jobs.Count} jobs. Say in the request which of them is meant: 'job', from 1."),
            (_, { } job) when job > jobs.Count => throw FoldException.BadInput(
                $"The request means job {job} of {name}, which has {jobs.Count.ToString(CultureInfo.InvariantCulture)}."),
            (_, { } job) => jobs[job - 1],
        };
    }

    private static PolymerInput Protein(ChainGroup group) => new(group.Ids, ChainKind.Protein, group.Sequence)
    {
        SingleSequence = true,
        Label = new(Told(group.Name), Told(group.Accession)),
    };

    private static string? Told(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
