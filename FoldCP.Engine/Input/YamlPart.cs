using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace FoldCP.Engine.Input;

/// <summary>A part of a YAML file that knows its line: asks for what must be there and says in the user's words what is wrong.</summary>
internal sealed class YamlPart(string file, YamlNode node, string name)
{
    /// <summary>How messages call it, such as <c>max_distance</c>.</summary>
    public string Name => name;

    public bool IsList => node is YamlSequenceNode;

    private bool IsNull => node is YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.Plain, Value: null or "" or "~" or "null" };

    public FoldException Fault(string what) => FoldException.BadInput($"{file}, line {node.Start.Line}: {what}");

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<YamlPart> Items() => node is YamlSequenceNode list
        ? [.. list.Select(item => new YamlPart(file, item, name))]
        : throw Fault($"{name} must be a list.");

    /// <summary>The elements of a list, or the one value that stands there instead.</summary>
    public IReadOnlyList<YamlPart> OneOrMore() => IsList ? Items() : [this];

    /// <summary>An entry of a list that has exactly one key: the key in lower case, and what it says.</summary>
    public (string Key, YamlPart Value) Single(string example)
    {
        if (node is not YamlMappingNode { Children.Count: 1 } map)
            throw Fault($"each entry of {name} has one key, such as {example}.");
        var (key, value) = map.Children.First();
        string word = KeyText(key).ToLowerInvariant();
        return (word, new(file, value, word));
    }

    /// <summary>Refuses keys that mean nothing here: a misspelt one would be a wish that nobody hears.</summary>
    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        if (node is not YamlMappingNode map)
            throw Fault($"{name} must have keys and values.");
        foreach (var (key, _) in map.Children)
        {
            if (!keys.Contains(KeyText(key)))
                throw new YamlPart(file, key, name).Fault($"{name} has the key '{KeyText(key)}', which is not known. Known are {string.Join(", ", keys)}.");
        }
    }

    /// <returns>null where the key is absent or has no value</returns>
    public YamlPart? Find(string key) => node is YamlMappingNode map && map.Children.TryGetValue(new YamlScalarNode(key), out var value)
        && new YamlPart(file, value, key) is { IsNull: false } part ? part : null;

    public YamlPart Need(string key) => Find(key) ?? throw Fault($"{name} has no {key}.");

    public string Text() => node is YamlScalarNode { Value.Length: > 0 } scalar ? scalar.Value : throw Fault($"{name} must be a text.");

    public int WholeNumber() => int.TryParse(Text(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
        ? number : throw Fault($"{name} is '{Text()}'; it must be a whole number.");

    public double Number() => double.TryParse(Text(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number)
        ? number : throw Fault($"{name} is '{Text()}'; it must be a number.");

    public bool YesOrNo() => Text().ToLowerInvariant() switch
    {
        "true" or "yes" or "on" => true,
        "false" or "no" or "off" => false,
        _ => throw Fault($"{name} is '{Text()}'; it must be true or false."),
    };

    private static string KeyText(YamlNode key) => (key as YamlScalarNode)?.Value ?? key.ToString();
}
