using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run.Predict;

/// <summary>Finds all that is to be folded: of each file each job, of each job each seed.</summary>
/// <param name="Jobs">in the order of their files' names</param>
/// <param name="LeftAside">what lies in the folder and is no input</param>
internal sealed record InputSearch(IReadOnlyList<PredictJob> Jobs, IReadOnlyList<string> LeftAside)
{
    /// <param name="input">a file or a folder</param>
    /// <param name="seed">of every fold; null: the input's own</param>
    /// <exception cref="FoldException">there is no such file or folder, or nothing in it is an input</exception>
    public static InputSearch In(string input, long? seed)
    {
        if (File.Exists(input))
            return new(Named([.. JobsOf(Path.GetFullPath(input), seed)]), []);
        if (!Directory.Exists(input))
            throw FoldException.BadInput($"There is no file and no folder {input}.");
        string[] all = [.. Directory.EnumerateFileSystemEntries(Path.GetFullPath(input)).Order(StringComparer.Ordinal)];
        string[] files = [.. all.Where(entry => File.Exists(entry) && InputFile.IsOne(entry) && !IsHidden(entry))];
        return files.Length > 0
            ? new(Named([.. files.SelectMany(file => JobsOf(file, seed))]), [.. all.Except(files).Select(LeftAsideName)])
            : throw FoldException.BadInput($"In {input} is no input: none of its files ends in {InputFile.Endings}.");
    }

    // Other systems leave files beside ours that are called as they are: ._a.yaml.
    private static bool IsHidden(string entry) => Path.GetFileName(entry).StartsWith('.');

    // No run folder is called by nothing, or as a place: .yaml and ...yaml keep their ending.
    private static string Stem(string file) => IsHidden(file) ? Path.GetFileName(file) : Path.GetFileNameWithoutExtension(file);

    private static string LeftAsideName(string entry) => Directory.Exists(entry) ? $"{Path.GetFileName(entry)}/" : Path.GetFileName(entry);

    // A file that cannot be read is a job as well, whose fold says what is wrong with it.
    private static IEnumerable<PredictJob> JobsOf(string file, long? seed)
    {
        string stem = Stem(file);
        if (Read(file) is not { } inputs)
            return [new(stem, stem, file, null, seed)];
        return inputs.SelectMany((input, at) => Seeds(input, seed).Select(chosen => new PredictJob(
            $"{stem}{(inputs.Count > 1 ? $"_{at + 1}" : "")}{(seed is null && input.Seeds.Count > 1 ? $"_seed-{chosen}" : "")}",
            input.Name,
            file,
            inputs.Count > 1 ? at + 1 : null,
            chosen)));
    }

    private static IReadOnlyList<FoldInput>? Read(string file)
    {
        try
        {
            return InputFile.ReadAll(file);
        }
        catch (FoldException)
        {
            return null;
        }
    }

    private static IEnumerable<long?> Seeds(FoldInput input, long? seed) =>
        seed is null && input.Seeds.Count > 0 ? input.Seeds.Distinct().Select(own => (long?)own) : [seed];

    // By the file's name without its ending, where no other has the same.
    private static IReadOnlyList<PredictJob> Named(IReadOnlyList<PredictJob> jobs)
    {
        var files = jobs.ToLookup(job => job.Name, job => job.File);
        return [.. jobs.Select(job => files[job.Name].Distinct().Count() == 1
            ? job
            : job with { Name = Path.GetFileName(job.File) + job.Name[Stem(job.File).Length..] })];
    }
}
