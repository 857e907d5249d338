using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FoldCP.Engine.Weights;

/// <summary>
/// Which hyperparameters of a network this engine reads, which it may leave aside, and which it has only one value for. A
/// setting that is none of these could change what the network computes: then its weights are refused.
/// </summary>
/// <param name="Sections">which record reads a section</param>
/// <param name="LeftAside">for training, for speed, for display, or replaced by the reference itself whenever it predicts</param>
/// <param name="OnlyValue">what there is one value for, in JSON</param>
internal sealed record KnownSettings(
    IReadOnlyDictionary<string, Type> Sections, IReadOnlySet<string> LeftAside, IReadOnlyDictionary<string, string> OnlyValue)
{
    /// <summary>Checks all hyperparameters.</summary>
    /// <param name="hyperparameters">as the checkpoint has them</param>
    /// <param name="ofTheReference">
    /// whether these weights are known to be ones that the reference loads: it drops names that it does not know, so those are
    /// without effect
    /// </param>
    /// <exception cref="NotSupportedException">a setting asks for what this engine does not compute</exception>
    /// <exception cref="JsonException">they are no object</exception>
    public void Check(JsonElement hyperparameters, bool ofTheReference)
    {
        if (hyperparameters.ValueKind != JsonValueKind.Object)
            throw new JsonException("they are no object.");
        CheckSection("", hyperparameters, ofTheReference);
    }

    private void CheckSection(string section, JsonElement settings, bool ofTheReference)
    {
        var read = NamesOf(Sections[section]);
        foreach (var setting in settings.EnumerateObject())
        {
            var name = section.Length == 0 ? setting.Name : $"{section}.{setting.Name}";
            if (Sections.ContainsKey(name) && setting.Value.ValueKind == JsonValueKind.Object)
                CheckSection(name, setting.Value, ofTheReference);
            else if (OnlyValue.TryGetValue(name, out var only))
                CheckValue(name, setting.Value, only);
            else if (!read.Contains(setting.Name) && !LeftAside.Contains(name) && !ofTheReference && !IsOff(setting.Value))
                throw new NotSupportedException($"The hyperparameter {name} = {Short(setting.Value)} is not known to this engine and may change what the network computes.");
        }
    }

    private static void CheckValue(string name, JsonElement value, string only)
    {
        if (!IsSame(value, only))
            throw new NotSupportedException($"The hyperparameter {name} is {Short(value)}; this engine computes only {only}.");
    }

    private static HashSet<string> NamesOf(Type record)
        => record.GetProperties()
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(property => property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
            .ToHashSet(StringComparer.OrdinalIgnoreCase);

    // A part that is switched off is not computed, known or not.
    private static bool IsOff(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        _ => false,
    };

    private static bool IsSame(JsonElement value, string only) => value.ValueKind switch
    {
        JsonValueKind.Null => only == "false",
        JsonValueKind.Number => JsonElement.DeepEquals(value, JsonElement.Parse(only)),
        _ => value.GetRawText() == only,
    };

    private static string Short(JsonElement value) => value.GetRawText() is { Length: > 60 } text ? text[..60] + "…" : value.GetRawText();
}
