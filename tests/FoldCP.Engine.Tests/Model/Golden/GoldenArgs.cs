using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>
/// Arguments of the reference, by name. They remember which of them were asked for: one that nobody reads could change what the
/// reference computes, so a case with such an argument is not passed (<see cref="Unread"/>).
/// </summary>
/// <param name="json">the arguments; undefined: none</param>
/// <param name="path">the name of what they belong to, with a dot at its end; empty: nothing</param>
internal sealed class Args(JsonElement json, string path = "")
{
    // Of speed and memory alone; how many samples of an item there are, which the shapes of inputs say; what the reference
    // takes and never looks at: a scale of noise that the diffusion itself applies, a transformer that affinity heads no longer have.
    private static readonly HashSet<string> s_withoutEffect =
    [
        "activation_checkpointing", "offload_to_cpu", "use_trifast", "use_kernels", "use_cuequiv_mul", "use_cuequiv_attn", "use_inference_model_cache",
        "compile_score", "compile_pairformer", "run_sequentially", "run_confidence_sequentially",
        "chunk_size", "chunk_size_tri_attn", "chunk_heads", "chunk_heads_pwa", "chunk_size_transition_z", "chunk_size_transition_msa", "chunk_size_outer_product",
        "multiplicity", "coordinate_augmentation_inference", "score_model_args.sigma_data", "transformer_args.num_blocks", "transformer_args.num_heads",
    ];

    private readonly HashSet<string> _read = [];
    private readonly Dictionary<string, Args> _inner = [];

    /// <summary>The names of those that nobody has asked for and that may matter.</summary>
    public IEnumerable<string> Unread => All
        .Where(argument => !_read.Contains(argument.Name) && argument.Value.ValueKind != JsonValueKind.Null)
        .Where(argument => !s_withoutEffect.Contains(argument.Name) && !s_withoutEffect.Contains(path + argument.Name))
        .SelectMany(argument => _inner.TryGetValue(argument.Name, out var inner) ? inner.Unread : [path + argument.Name]);

    private IEnumerable<JsonProperty> All => json.ValueKind == JsonValueKind.Object ? json.EnumerateObject() : [];

    public int Int(string name) => Find(name)?.GetInt32() ?? throw new KeyNotFoundException($"The case does not say {path}{name}.");

    public int Int(string name, int otherwise) => Find(name)?.GetInt32() ?? otherwise;

    public int? IntOrNull(string name) => Find(name)?.GetInt32();

    public double Double(string name) => Find(name)?.GetDouble() ?? throw new KeyNotFoundException($"The case does not say {path}{name}.");

    public double Double(string name, double otherwise) => Find(name)?.GetDouble() ?? otherwise;

    public bool Bool(string name, bool otherwise = false) => Find(name)?.GetBoolean() ?? otherwise;

    /// <summary>Whether there is such an argument, without asking for it.</summary>
    public bool Has(string name) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    /// <summary>An argument for which the engine has one value.</summary>
    /// <exception cref="NotSupportedException">the case has another</exception>
    public void Only(string name, string value)
    {
        if (Find(name) is { } given && !JsonElement.DeepEquals(given, JsonElement.Parse(value)))
            throw new NotSupportedException($"{path}{name} is {given.GetRawText()}, and only {value} is computed");
    }

    /// <summary>Arguments of which the reference takes note, and no more.</summary>
    public void HaveNoEffect(params IEnumerable<string> names) => _read.UnionWith(names);

    /// <summary>All arguments are known to whoever reads them elsewhere.</summary>
    public void AreKnown() => _read.UnionWith(All.Select(argument => argument.Name));

    /// <summary>Arguments within an argument; the same object each time. None if there is none.</summary>
    public Args Inner(string name)
    {
        if (!_inner.TryGetValue(name, out var inner))
            _inner[name] = inner = new(Has(name) ? json.GetProperty(name) : default, $"{path}{name}.");
        return inner;
    }

    /// <summary>Those arguments that a part of a network's shape reads.</summary>
    public T Part<T>()
    {
        Ask(typeof(T));
        return Boltz2Config.Part<T>(json);
    }

    /// <summary>Reads an alignment module's shape as Boltz-1 does.</summary>
    public MsaArgs Boltz1Msa()
    {
        Ask(typeof(MsaArgs));
        return Boltz1Config.Msa(json);
    }

    private void Ask(Type shape)
    {
        foreach (var property in shape.GetProperties().Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null))
        {
            string name = property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);
            if (Has(name) && json.GetProperty(name).ValueKind == JsonValueKind.Object)
                Inner(name).Ask(property.PropertyType);
            else
                _read.Add(name);
        }
    }

    private JsonElement? Find(string name)
    {
        _read.Add(name);
        return Has(name) ? json.GetProperty(name) : null;
    }
}
