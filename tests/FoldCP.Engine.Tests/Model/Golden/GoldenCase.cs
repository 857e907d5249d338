using System.Collections.Concurrent;
using System.Text.Json;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Features;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Weights;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>One recorded run of the reference: its weights, inputs and outputs, and how closely they must be met.</summary>
internal sealed class GoldenCase : IDisposable
{
    /// <summary>The variable that names another folder of cases.</summary>
    public const string Folder = "FOLDCP_GOLDEN";

    private readonly SafetensorsFile _tensors;
    private readonly JsonDocument _json;
    private readonly HashSet<string> _isInt64;
    private readonly ConcurrentDictionary<string, bool> _read = [];

    private static readonly string[] OfToolkit = ["rdkit", "chiral", "stereo", "planar"];

    private GoldenCase(string path, ScalarType numbers, bool goesBack = false)
    {
        Numbers = numbers;
        _json = JsonDocument.Parse(File.ReadAllBytes(path));
        _tensors = SafetensorsFile.Open(Path.ChangeExtension(path, ".safetensors"));
        (Ctor, Kwargs, Steering, Gradients) = (Arguments("ctor"), Arguments("kwargs"), Arguments("steering_args"), new(this, goesBack));
        _isInt64 = Json.TryGetProperty("stored_u8_is_int64", out var names) ? [.. names.EnumerateArray().Select(name => name.GetString()!)] : [];
    }

    public JsonElement Json => _json.RootElement;

    /// <summary>What the module was built with.</summary>
    public Args Ctor { get; }

    /// <summary>What it was called with.</summary>
    public Args Kwargs { get; }

    /// <summary>How it was steered.</summary>
    public Args Steering { get; }

    /// <summary>What was built and run.</summary>
    public List<nn.Module> Modules { get; } = [];

    /// <summary>The ranks that run it together; one alone if nothing else is said.</summary>
    public Mesh Mesh { get; init; } = Mesh.Serial;

    /// <summary>The reference's class, or for functions the name of the recipe.</summary>
    public string Subject => (Json.TryGetProperty("class", out var name) ? name.GetString() : null) is { } path
        ? path["boltz.model.".Length..]
        : Json.GetProperty("runner").GetString()!;

    /// <summary>The folder of cases that was chosen from outside; null: none.</summary>
    public static string? ChosenFolder => Environment.GetEnvironmentVariable(Folder) is { Length: > 0 } chosen ? chosen : null;

    /// <summary>The copies of cases in the repository.</summary>
    public static string KeptFolder => Path.Combine(SharedData.Root(), "tests", "FoldCP.Engine.Tests", "golden");

    /// <summary>What of the run goes back from its outputs.</summary>
    public GoldenGradients Gradients { get; }

    /// <summary>How many tokens its inputs have; null where none has any.</summary>
    public long? Tokens => new (string Name, int Dim)[] { ("feats.token_pad_mask", 1), ("z", 1), ("x", 1), ("m", 2), ("s_trunk", 1), ("s", 1) }
        .Where(input => Has("in." + input.Name)).Select(input => (long?)this["in." + input.Name].shape[input.Dim]).FirstOrDefault();

    /// <summary>The names of all tensors.</summary>
    public IEnumerable<string> Names => _tensors.Tensors.Keys;

    /// <summary>The names of all outputs, gradients among them.</summary>
    public IEnumerable<string> Outputs => Names
        .Where(name => name.StartsWith("out.", StringComparison.Ordinal) || IsGradient(name))
        .Select(name => IsGradient(name) ? name : name[4..]);

    /// <summary>The names of the outputs that the reference computed in float64 as well.</summary>
    public IEnumerable<string> Outputs64 => Names.Where(name => name.StartsWith("out64.", StringComparison.Ordinal)).Select(name => name["out64.".Length..]);

    /// <summary>Opens a case by its name: of the folder that FOLDCP_GOLDEN names, else the copy in the repository, else that in the complete set; skips the test if there is none.</summary>
    /// <param name="name">the case</param>
    /// <param name="mesh">the ranks that run it together; one alone if not given</param>
    /// <param name="numbers">in which it is run</param>
    /// <param name="goesBack">whether gradients are asked for that are not recorded</param>
    public static GoldenCase Open(string name, Mesh? mesh = null, ScalarType numbers = ScalarType.Float32, bool goesBack = false)
        => new(Find(name + ".json"), numbers, goesBack) { Mesh = mesh ?? Mesh.Serial };

    /// <summary>Opens a case by the path of its card.</summary>
    public static GoldenCase At(string path) => new(path, ScalarType.Float32);

    /// <summary>A file of a case, found as <see cref="Open"/> does.</summary>
    public static string Find(string file)
    {
        if (ChosenFolder is { } chosen)
            return Chosen(Path.Combine(chosen, file));

        var kept = Path.Combine(KeptFolder, file);
        return File.Exists(kept) ? kept : SharedData.File($"golden/cases/{file}");
    }

    /// <summary>Whether there is a case of this name: where one was chosen, in that folder alone.</summary>
    public static bool IsThere(string name)
    {
        string[] folders = ChosenFolder is { } chosen ? [chosen] : [KeptFolder, Path.Combine(SharedData.Root(), "..", "shared", "golden", "cases")];
        return folders.Any(folder => File.Exists(Path.Combine(folder, name + ".json")));
    }

    private static string Chosen(string path)
    {
        Assert.SkipUnless(File.Exists(path), $"skipped: no {path}");
        return path;
    }

    public bool Has(string name) => _tensors.Tensors.ContainsKey(name);

    /// <summary>In which numbers the case is run.</summary>
    public ScalarType Numbers { get; }

    /// <summary>A tensor, where torch makes its own.</summary>
    public Tensor this[string name] => Recorded(name) is var tensor && get_default_device() is { type: not TorchSharp.DeviceType.CPU } elsewhere ? tensor.to(elsewhere) : tensor;

    /// <summary>
    /// What of the case nobody has looked at, though it may matter: arguments, and inputs. Features are not among them, of which a
    /// module reads some; nor are numbers between 0 and 1, which the reference draws for dropout where there is none.
    /// </summary>
    public IEnumerable<string> Unread => Ctor.Unread.Concat(Kwargs.Unread).Concat(Steering.Unread).Concat(Names
        .Where(name => name.StartsWith("in.", StringComparison.Ordinal) && !_read.ContainsKey(name))
        .Where(name => !name.StartsWith("in.feats.", StringComparison.Ordinal) && !name.EndsWith(".rand", StringComparison.Ordinal)));

    public Tensor In(string name) => Gradients.Include(name) ? Gradients.Leaf(name, this["in." + name]) : this["in." + name];

    /// <summary>This rank's block of an input whose dimensions 1 and 2 are cut over the mesh.</summary>
    public Tensor Block(string name) => Mesh.Scatter(In(name), 1, 2);

    /// <summary>This rank's share of an input whose dimension 1 is cut over all ranks.</summary>
    public Tensor Share(string name) => Mesh.Share(In(name), 1);

    /// <summary>What all ranks hold together of a tensor whose dimension 1 is cut over all ranks.</summary>
    public Tensor WholeFromShares(Tensor share, long length) => Mesh.WholeFromShares(share, 1, length);

    /// <summary>What all ranks hold together of pairs of tokens in blocks [B, i, j, ..].</summary>
    public Tensor Whole(Tensor block, long tokens) => Whole(block, tokens, tokens);

    /// <summary>What all ranks hold together of a tensor whose dimensions 1 and 2 are cut over the mesh.</summary>
    public Tensor Whole(Tensor block, long rows, long cols) => Mesh.Whole(block, 1, 2, rows, cols);

    /// <summary>The module with the case's weights, loaded strictly.</summary>
    public TModule Loaded<TModule>(TModule module)
        where TModule : nn.Module
    {
        var weights = _tensors.Tensors.Where(entry => entry.Key.StartsWith("weight.", StringComparison.Ordinal)).ToDictionary(entry => entry.Key[7..], entry => entry.Value);
        StrictLoading.Fill(module, weights, "the case");
        return InMode(module);
    }

    /// <summary>The module as it was run: training or not, its gradients asked for or not.</summary>
    public TModule InMode<TModule>(TModule module)
        where TModule : nn.Module
    {
        Modules.Add(module);
        if (Numbers is ScalarType.Float64)
            Precision.Fp64.ApplyTo(module);
        module.train(Json.TryGetProperty("mode", out var mode) && mode.GetString() == "train");
        if (Gradients.Exist)
            Gradients.Watch(module);
        return module;
    }

    public FoldFeatures Features() => GoldenFeatures.Of(this);

    /// <summary>How each output meets the recorded one; a fault for each that should have been computed and was not.</summary>
    public IEnumerable<Meeting> Meetings(IReadOnlyDictionary<string, Tensor> actual)
    {
        foreach (var name in Outputs.Where(name => !IsOfToolkit(name)))
            yield return MeetingOf(name, actual);
        foreach (var name in actual.Keys.Where(name => IsGradient(name) && !Has(name)))
            yield return Meeting.Missed("the reference has no such gradient").Of(name);
        foreach (var name in Unread)
            yield return Meeting.Missed("nobody has read it").Of(name);
    }

    /// <summary>How an output meets the recorded one.</summary>
    public Meeting MeetingOf(string name, IReadOnlyDictionary<string, Tensor> actual)
    {
        var stored = IsGradient(name) ? name : "out." + name;
        if (!actual.TryGetValue(name, out var tensor))
            return Meeting.Missed("not computed").Of(name);
        var (recorded, here) = (Recorded(stored), tensor.cpu());
        var tolerance = Tolerance.Of(Json, stored, recorded);
        return (Numbers is ScalarType.Float64 ? tolerance.FromFloat64(Json, stored) : tolerance).Meet(recorded, here).Of(name);
    }

    public void Dispose()
    {
        _tensors.Dispose();
        _json.Dispose();
    }

    // What a chemistry toolkit computes of an input, where there is none.
    private static bool IsOfToolkit(string output) => ChemistryToolkit.Find() is null && OfToolkit.Any(prefix => output.StartsWith($"feats.{prefix}_", StringComparison.Ordinal));

    private Tensor Recorded(string name) => Stored(name) is var tensor && _isInt64.Contains(name)
        ? tensor.to(ScalarType.Int64)
        : tensor.is_floating_point() && name.StartsWith("in.", StringComparison.Ordinal) ? tensor.to(Numbers).alias() : tensor.alias();

    private Args Arguments(string name) => new(Json.TryGetProperty(name, out var given) ? given : default);

    private static bool IsGradient(string name) => name.StartsWith("grad.", StringComparison.Ordinal);

    private Tensor Stored(string name)
    {
        _read[name] = true;
        return _tensors.Tensors.TryGetValue(name, out var tensor) ? tensor : throw new KeyNotFoundException($"The case has no {name}.");
    }
}
