using System.Security.Cryptography;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;

namespace FoldCP.Engine.Output;

/// <summary>Writes the result's files aside and shows them all at once, by renaming their folder.</summary>
public sealed class ResultsWriter : IDisposable
{
    private readonly RunFolder folder;
    private readonly FoldOptions options;
    private readonly string aside;
    private readonly PairErrorFiles errors;
    private readonly List<ResultFile> files = [];
    private readonly List<string> omitted = [];

    /// <param name="folder">where</param>
    /// <param name="options">which files beside structures and scores; null: none</param>
    public ResultsWriter(RunFolder folder, FoldOptions? options = null)
    {
        this.folder = folder;
        this.options = options ?? new();
        aside = folder.Results + ".tmp";
        Directory.CreateDirectory(aside);
        errors = new(aside);
    }

    /// <summary>Files that were asked for and cannot be, with the reason.</summary>
    public IReadOnlyList<string> Omitted => omitted;

    /// <summary>Removes what an engine that was killed has left.</summary>
    public static void Clear(RunFolder folder)
    {
        foreach (string leftover in (string[])[folder.Results, folder.Results + ".tmp"])
        {
            if (Directory.Exists(leftover))
                Directory.Delete(leftover, recursive: true);
        }
    }

    /// <summary>Writes the errors of pairs as they come, before the sample that they are of is added.</summary>
    /// <param name="rows">the next ones</param>
    /// <param name="tokens">how many exist: the rest is padding</param>
    public void Add(PairErrorRows rows, int tokens) => errors.Add(rows, tokens);

    /// <summary>Writes a sample's structure and scores; the number in their names is the sample's rank.</summary>
    public void Add(Assembly assembly, FoldedSample sample, Provenance origin)
    {
        Write($"structure_{sample.Rank}.cif", ResultKind.Structure, sample.Sample, Text(text => ModelCif.Write(text, assembly, sample, origin)));
        Write($"confidence_{sample.Rank}.json", ResultKind.Confidence, sample.Sample, stream =>
            JsonSerializer.Serialize(stream, ConfidenceFile.Of(sample.Scores, origin.Warning), ConfidenceJson.Default.ConfidenceFile));
        if (options.WritePdb)
            AddPdb(assembly, sample, origin);
        if (options.WriteBinaryCif)
            AddBinaryCif(sample);
        if (options.WriteFullPae)
            AddArrays(sample);
    }

    public void Add(AffinityScores affinity, Provenance origin) => Write("affinity.json", ResultKind.Affinity, sample: 0, stream =>
        JsonSerializer.Serialize(stream, AffinityFile.Of(affinity, origin.Warning), AffinityJson.Default.AffinityFile));

    public void Add(Manifest manifest) => Write("manifest.json", ResultKind.Manifest, sample: 0, stream =>
        JsonSerializer.Serialize(stream, manifest, ManifestJson.Default.Manifest));

    /// <summary>Puts the results in their place.</summary>
    /// <returns>what is there now</returns>
    public IReadOnlyList<ResultFile> Show()
    {
        Directory.Move(aside, folder.Results);
        return files;
    }

    public void Dispose() => errors.Dispose();

    private void AddPdb(Assembly assembly, FoldedSample sample, Provenance origin)
    {
        string name = $"structure_{sample.Rank}.pdb";
        if (PdbFile.Misfit(assembly, sample) is { } reason)
            omitted.Add($"{name}: {reason}");
        else
            Write(name, ResultKind.Pdb, sample.Sample, Text(text => PdbFile.Write(text, assembly, sample, origin)));
    }

    // The same categories as in the text, and the same digits.
    private void AddBinaryCif(FoldedSample sample)
    {
        var text = CifFile.Read(Path.Combine(aside, $"structure_{sample.Rank}.cif"));
        Write($"structure_{sample.Rank}.bcif", ResultKind.BinaryCif, sample.Sample, stream => BinaryCif.Write(stream, text));
    }

    // The errors of pairs lie there already, by the number of their sample.
    private void AddArrays(FoldedSample sample)
    {
        foreach (var (of, kind) in new[] { (PairError.Aligned, ResultKind.Pae), (PairError.Distance, ResultKind.Pde) })
        {
            string name = $"{PairErrorFiles.Name(of)}_{sample.Rank}.npz";
            File.Move(errors.PathOf(sample.Sample, of), Path.Combine(aside, name));
            using var file = new FileStream(Path.Combine(aside, name), FileMode.Open, FileAccess.ReadWrite);
            Keep(file, name, kind, sample.Sample);
        }
        Write($"plddt_{sample.Rank}.npz", ResultKind.Plddt, sample.Sample, stream => NumpyArchive.Write(stream, "plddt", sample.Plddt, sample.Plddt.Length));
    }

    private static Action<Stream> Text(Action<TextWriter> write) => stream =>
    {
        using var text = new StreamWriter(stream, leaveOpen: true);
        write(text);
    };

    private void Write(string name, ResultKind kind, int sample, Action<Stream> write)
    {
        using var file = new FileStream(Path.Combine(aside, name), FileMode.Create, FileAccess.ReadWrite);
        write(file);
        Keep(file, name, kind, sample);
    }

    private void Keep(FileStream file, string name, ResultKind kind, int sample)
    {
        file.Flush(flushToDisk: true);
        file.Position = 0;
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        files.Add(new($"{Path.GetFileName(folder.Results)}/{name}", kind, sample, file.Length, sha256));
    }
}
