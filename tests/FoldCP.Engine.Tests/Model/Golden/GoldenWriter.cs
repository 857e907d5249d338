using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Model;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run;
using FoldCP.Engine.Tests.Output;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>
/// A folder with a prediction and the files that the reference wrote of it. The engine writes the same prediction, and both are read
/// again: the n-th best structure is <c>NAME_model_n</c> there and <c>structure_n</c> here.
/// </summary>
internal static class GoldenWriter
{
    // Of both the reference's scores are float32.
    private const double ScoreRounding = 1e-6;

    private static readonly string[] Inputs = ["case.json", "prediction.safetensors"];

    /// <summary>Whether a case is such a folder.</summary>
    public static bool Knows(string name) => name.StartsWith("writer_", StringComparison.Ordinal);

    public static IReadOnlyList<Meeting> Compare(string name)
    {
        string[] known = [.. Directory.GetFiles(Path.GetDirectoryName(GoldenCase.Find($"{name}/case.json"))!).Order(StringComparer.Ordinal)];
        using var json = JsonDocument.Parse(File.ReadAllBytes(known.Single(file => Path.GetFileName(file) == Inputs[0])));
        string id = json.RootElement.GetProperty("record").GetProperty("id").GetString()!;
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        Write(run, id, json.RootElement.GetProperty("record"), known.Single(file => Path.GetFileName(file) == Inputs[1]));

        string[] written = [.. known.Where(file => !Inputs.Contains(Path.GetFileName(file)))];
        int ranks = Directory.GetFiles(run.Results, "structure_*.cif").Length;
        return written.Count(file => file.EndsWith(".cif", StringComparison.Ordinal)) != ranks
            ? [Meeting.Missed($"{ranks} structures were written")]
            : [.. written.SelectMany(file => Compare(file, id, run))];
    }

    private static void Write(RunFolder run, string id, JsonElement record, string predicted)
    {
        using var data = GoldenCase.Open($"data_{id}");
        Assert.Equal(record.GetProperty("chains").GetRawText(), data.Json.GetProperty("record").GetProperty("chains").GetRawText(), ignoreAllWhiteSpace: true);
        var assembly = Assembly.Of(GoldenData.Target(data), GoldenData.Network(data));
        using var tensors = SafetensorsFile.Open(predicted);
        using var prediction = Prediction(tensors);
        using var writer = new ResultsWriter(run, new(WriteFullPae: true, WritePdb: true, WriteBinaryCif: true));
        AddErrors(writer, tensors, assembly.Tokens.Count);
        foreach (var sample in FoldedSamples.From(prediction, assembly.Structure.AtomCount, assembly.Tokens.Count))
            writer.Add(assembly, sample, Samples.Untrained with { Trained = true });
        Assert.Empty(writer.Omitted);
        writer.Show();
    }

    // A few rows at a time, as ranks hand them on.
    private static void AddErrors(ResultsWriter writer, SafetensorsFile tensors, int tokens)
    {
        foreach (var (of, name) in new[] { (PairError.Aligned, "in.pae"), (PairError.Distance, "in.pde") })
        {
            var whole = tensors.Tensors[name];
            for (int sample = 0; sample < whole.shape[0]; sample++)
            {
                foreach (var rows in new Stretch(0, whole.shape[1]).InPieces(7))
                    writer.Add(new(sample, of, rows, whole.shape[2], whole[sample].narrow(0, rows.Start, rows.Length).contiguous().data<float>().ToArray()), tokens);
            }
        }
    }

    private static FoldPrediction Prediction(SafetensorsFile tensors)
    {
        Tensor In(string name) => tensors.Tensors["in." + name];
        return new()
        {
            Coordinates = In("coords").alias(),
            Plddt = In("plddt").alias(),
            Scores = [.. Enumerable.Range(0, (int)In("ptm").shape[0]).Select(sample => Scores(tensors, sample))],
        };
    }

    private static SampleScores Scores(SafetensorsFile tensors, int sample)
    {
        const string pairs = "in.pair_chains_iptm.";
        double Number(string name) => tensors.Tensors[name][sample].item<float>();
        return new()
        {
            Ptm = Number("in.ptm"),
            Iptm = Number("in.iptm"),
            LigandIptm = Number("in.ligand_iptm"),
            ProteinIptm = Number("in.protein_iptm"),
            ComplexPlddt = Number("in.complex_plddt"),
            ComplexIplddt = Number("in.complex_iplddt"),
            ComplexPde = Number("in.complex_pde"),
            ComplexIpde = Number("in.complex_ipde"),
            PairChainsIptm = tensors.Tensors.Keys.Where(name => name.StartsWith(pairs, StringComparison.Ordinal))
                .Select(name => (Name: name, Chains: Array.ConvertAll(name[pairs.Length..].Split('.'), long.Parse)))
                .GroupBy(pair => pair.Chains[0])
                .ToDictionary(row => row.Key, row => (IReadOnlyDictionary<long, double>)row.ToDictionary(pair => pair.Chains[1], pair => Number(pair.Name))),
        };
    }

    private static IEnumerable<Meeting> Compare(string theirs, string id, RunFolder run)
    {
        string name = Path.GetFileName(theirs);
        string ours = Path.Combine(run.Results, name.Replace($"{id}_model_", name.StartsWith(id, StringComparison.Ordinal) ? "structure_" : "", StringComparison.Ordinal)
            .Replace(".safetensors", ".npz", StringComparison.Ordinal));
        if (!File.Exists(ours))
            return [Meeting.Missed($"{Path.GetFileName(ours)} was not written").Of(name)];
        return (Path.GetExtension(theirs) switch
        {
            ".cif" => GoldenWrittenCif.Compare(CifFile.Read(theirs), CifFile.Read(ours)).Append(Binary(CifFile.Read(ours), Path.ChangeExtension(ours, ".bcif"))),
            ".pdb" => GoldenWrittenPdb.Compare(File.ReadAllLines(theirs), File.ReadAllLines(ours)),
            ".json" => Compare(Json(theirs), Json(ours), "scores"),
            ".safetensors" => [Numbers(theirs, ours)],
            _ => [Meeting.Missed("nobody knows how to read it")],
        }).Select(meeting => meeting.Of(name));
    }

    private static JsonElement Json(string file)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file));
        return document.RootElement.Clone();
    }

    private static IEnumerable<Meeting> Compare(JsonElement theirs, JsonElement ours, string name)
    {
        if (theirs.ValueKind == JsonValueKind.Number)
            return [Near(theirs.GetDouble(), ours.GetDouble(), name)];
        string[] keys = [.. theirs.EnumerateObject().Select(entry => entry.Name)];
        return keys.Length > 0 && keys.SequenceEqual(ours.EnumerateObject().Select(entry => entry.Name))
            ? keys.SelectMany(key => Compare(theirs.GetProperty(key), ours.GetProperty(key), $"{name}.{key}"))
            : [Meeting.Missed($"{name} has other keys")];
    }

    private static Meeting Near(double theirs, double ours, string name) =>
        new(Math.Abs(theirs - ours), ScoreRounding, Math.Abs(theirs - ours) <= ScoreRounding ? null : $"{name} is {ours}, should be {theirs}");

    private static Meeting Numbers(string theirs, string ours)
    {
        using var scope = NewDisposeScope();
        using var recorded = SafetensorsFile.Open(theirs);
        var (name, expected) = recorded.Tensors.Single();
        var (shape, numbers) = NumpyReader.Read(ours, name);
        if (!expected.shape.SequenceEqual(shape.Select(size => (long)size)))
            return Meeting.Missed($"{name} has the shape [{string.Join(", ", shape)}]");
        float[] floats = expected.contiguous().data<float>().ToArray();
        return floats.Length > 0 && floats.AsSpan().SequenceEqual(numbers) ? new(0, 0, null) : Meeting.Missed($"{name} has other numbers");
    }

    // The binary file says what the text says.
    private static Meeting Binary(CifFile text, string binary)
    {
        var tables = BinaryCifReader.Read(binary);
        string[] wrong = [.. text.Tables.Where(table => !BinaryCifReader.Agrees(table, tables)).Select(table => table.Category)];
        return text.Tables.Count == tables.Count && wrong.Length == 0 ? new(0, 0, null) : Meeting.Missed($"BinaryCIF differs from the text in {string.Join(", ", wrong)}");
    }
}
