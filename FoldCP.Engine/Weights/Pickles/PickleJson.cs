using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;

namespace FoldCP.Engine.Weights.Pickles;

/// <summary>
/// A pickle's settings as JSON: plain dictionaries, and the objects that OmegaConf, argparse and Lightning make of such. What
/// is no setting (a tensor, an object of another class) becomes a text that says so.
/// </summary>
internal sealed class PickleJson
{
    private const int DeepestNesting = 64;
    private const int MostValues = 100_000;

    private int _values;

    private PickleJson()
    {
    }

    /// <exception cref="PickleException">it contains itself, or is far too large</exception>
    public static JsonNode? Of(object? value) => new PickleJson().Node(value, depth: 0);

    private JsonNode? Node(object? value, int depth)
    {
        if (depth > DeepestNesting)
            throw new PickleException($"its settings contain themselves, or are nested more than {DeepestNesting} deep");
        if (++_values > MostValues)
            throw new PickleException($"it has more than {MostValues} settings, which is not plausible");
        return value switch
        {
            null => null,
            bool flag => flag,
            long number => number,
            BigInteger number => number.ToString(CultureInfo.InvariantCulture),
            double number => double.IsFinite(number) ? number : number.ToString(CultureInfo.InvariantCulture),
            string text => text,
            PickleDict dict => Object(dict, depth),
            PickleTuple tuple => Array(tuple.Items, depth),
            List<object?> list => Array(list, depth),
            PickleCall made => Made(made, depth),
            _ => Note(value),
        };
    }

    private JsonNode? Made(PickleCall made, int depth) => (made.Callee, made.State) switch
    {
        (PickleGlobal("omegaconf.dictconfig" or "omegaconf.listconfig", _), PickleDict state) => Node(Field(state, "_content"), depth + 1),
        (PickleGlobal("omegaconf.nodes", _), PickleDict state) => Node(Field(state, "_val"), depth + 1),
        (PickleGlobal("argparse", "Namespace"), PickleDict state) => Object(state, depth),
        (PickleGlobal(_, "AttributeDict"), _) => Object(made.Entries, depth),
        _ => Note(made),
    };

    private JsonObject Object(PickleDict dict, int depth)
    {
        var json = new JsonObject();
        foreach (var (name, value) in dict.Named)
            json[name] = Node(value, depth + 1);
        foreach (var (key, value) in dict.Others)
            json[KeyText(key)] = Node(value, depth + 1);
        return json;
    }

    private JsonArray Array(IReadOnlyList<object?> items, int depth)
    {
        var json = new JsonArray();
        foreach (var item in items)
            json.Add(Node(item, depth + 1));
        return json;
    }

    private static object? Field(PickleDict state, string name) => state.Named.GetValueOrDefault(name);

    private static string KeyText(object? key) => key switch
    {
        null => "None",
        long or double or bool => Convert.ToString(key, CultureInfo.InvariantCulture)!,
        _ => Note(key),
    };

    private static string Note(object value) => value switch
    {
        PickleCall made => $"<an object of {made.Name}>",
        PickleGlobal global => $"<{global}>",
        PickleTensor => "<a tensor>",
        _ => "<something that is no setting>",
    };
}
