using System.Security.Cryptography;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Model.Affinity;

namespace FoldCP.Engine.Output;

/// <summary>Writes the result's files aside and shows them all at once, by renaming their folder.</summary>
public sealed class ResultsWriter
{
    private readonly RunFolder folder;
    private readonly FoldOptions options;
    private readonly string aside;
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
            AddArrays(assembly, sample);
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

    private void AddArrays(Assembly assembly, FoldedSample sample)
    {
        var errors = sample.Errors ?? throw new InvalidOperationException("The errors of pairs were asked for, but not kept.");
        int tokens = assembly.Tokens.Count;
        Write($"pae_{sample.Rank}.npz", ResultKind.Pae, sample.Sample, stream => NumpyArchive.Write(stream, "pae", errors.Pae, tokens, tokens));
        Write($"pde_{sample.Rank}.npz", ResultKind.Pde, sample.Sample, stream => NumpyArchive.Write(stream, "pde", errors.Pde, tokens, tokens));
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
        file.Flush(flushToDisk: true);
        file.Position = 0;
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(file));
        files.Add(new($"{Path.GetFileName(folder.Results)}/{name}", kind, sample, file.Length, sha256));
    }
}
