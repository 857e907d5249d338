using System.Security.Cryptography;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Output;

/// <summary>Writes the result's files aside and shows them all at once, by renaming their folder.</summary>
public sealed class ResultsWriter
{
    private readonly RunFolder folder;
    private readonly string aside;
    private readonly List<ResultFile> files = [];

    public ResultsWriter(RunFolder folder)
    {
        this.folder = folder;
        aside = folder.Results + ".tmp";
        Directory.CreateDirectory(aside);
    }

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
    public void Add(Complex complex, FoldedSample sample, Provenance origin, MoleculeLibrary library)
    {
        Write($"structure_{sample.Rank}.cif", ResultKind.Structure, sample.Sample, stream =>
        {
            using var text = new StreamWriter(stream, leaveOpen: true);
            ModelCif.Write(text, complex, sample, origin, library);
        });
        Write($"confidence_{sample.Rank}.json", ResultKind.Confidence, sample.Sample, stream =>
            JsonSerializer.Serialize(stream, ConfidenceFile.Of(sample.Scores, origin.Warning), ConfidenceJson.Default.ConfidenceFile));
    }

    public void Add(Manifest manifest) => Write("manifest.json", ResultKind.Manifest, sample: 0, stream =>
        JsonSerializer.Serialize(stream, manifest, ManifestJson.Default.Manifest));

    /// <summary>Puts the results in their place.</summary>
    /// <returns>what is there now</returns>
    public IReadOnlyList<ResultFile> Show()
    {
        Directory.Move(aside, folder.Results);
        return files;
    }

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
