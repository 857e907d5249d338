using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using FoldCP.Jobs.Imports;

namespace FoldCP.Bench.Imports;

/// <summary>How long one import takes, step by step; the goal is 3,633 rows in less than 10 s with everything.</summary>
internal sealed record ImportTimes(
    string Set, int Rows, int Sequences, long Bytes, double UploadSeconds, double PreviewSeconds, double ConfirmSeconds, int Ready, int Partial, int WithoutSequence)
{
    public double Seconds => UploadSeconds + PreviewSeconds + ConfirmSeconds;
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(List<ImportTimes>))]
internal sealed partial class ImportTimesJson : JsonSerializerContext;

/// <summary>Imports whole files as a person would: upload, preview, confirm.</summary>
internal static class ImportBenchmark
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not ([] or ["--json"] or ["--tiny"]))
        {
            Console.Error.WriteLine("import [--json | --tiny]");
            return 2;
        }
        var folder = Directory.CreateTempSubdirectory("foldcp-bench-files-");
        try
        {
            await using var workplace = await BenchWorkplace.OpenAsync();
            List<ImportTimes> all = [];
            foreach (var files in arguments is ["--tiny"] ? BenchSets.Tiny(folder.FullName) : BenchSets.All(folder.FullName))
                all.Add(await MeasureAsync(workplace, files));
            Print(all, asJson: arguments is ["--json"]);
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A person of its own for each set, so that none finds the sequences of the one before.
    private static async Task<ImportTimes> MeasureAsync(BenchWorkplace workplace, BenchFiles files)
    {
        var person = Guid.CreateVersion7();
        var watch = Stopwatch.StartNew();
        var set = await UploadAsync(workplace, person, files.ComplexSet);
        List<Upload> sequences = [];
        foreach (string file in files.Sequences)
            sequences.Add(await UploadAsync(workplace, person, file));
        double uploaded = Lap(watch);

        var choice = new ImportChoice(set.Id, [.. sequences.Select(x => x.Id)]);
        var preview = await workplace.Reading.ReadAsync(person, choice, CancellationToken.None);
        double previewed = Lap(watch);

        var outcome = await workplace.Confirm.ConfirmAsync(person, files.Name, choice, CancellationToken.None);
        double confirmed = Lap(watch);

        if (outcome.Refusal is { } refusal)
            throw new InvalidOperationException(refusal);
        return new ImportTimes(
            files.Name, preview.ComplexSet.Account.Read, preview.SequenceFiles.Sum(x => x.Account.Read), set.Bytes + sequences.Sum(x => x.Bytes),
            uploaded, previewed, confirmed, preview.Totals.Ready, preview.Totals.Partial, preview.Totals.WithoutSequence);
    }

    private static async Task<Upload> UploadAsync(BenchWorkplace workplace, Guid person, string path)
    {
        await using var content = File.OpenRead(path);
        return await workplace.Uploads.SaveAsync(person, path, content, CancellationToken.None);
    }

    private static double Lap(Stopwatch watch)
    {
        double seconds = watch.Elapsed.TotalSeconds;
        watch.Restart();
        return seconds;
    }

    private static void Print(List<ImportTimes> all, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(all, ImportTimesJson.Default.ListImportTimes));
            return;
        }
        Console.WriteLine($"{"set",-28}{"rows",7}{"sequences",11}{"MB",8}{"upload",9}{"preview",9}{"confirm",9}{"all",9}   ready / partial / without");
        foreach (var x in all)
            Console.WriteLine($"{x.Set,-28}{x.Rows,7}{x.Sequences,11}{x.Bytes / 1e6,8:F1}{x.UploadSeconds,7:F2} s{x.PreviewSeconds,7:F2} s{x.ConfirmSeconds,7:F2} s{x.Seconds,7:F2} s   {x.Ready} / {x.Partial} / {x.WithoutSequence}");
        Console.WriteLine($"peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1e6:F0} MB");
    }
}
