using System.Text.RegularExpressions;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Tests.Architecture;

/// <summary>The names that a source text has for meshes and their shapes: what is called so, what is declared as one, and what is made of these.</summary>
internal sealed partial class MeshNames
{
    private static readonly Type[] s_types = [typeof(Mesh), typeof(MeshShape)];

    // What of a mesh is one again, such as the flipped one; and what of it is a number.
    private static readonly string s_meshes = string.Join('|', Properties(s_types.Contains).Concat(Methods(s_types.Contains)));
    private static readonly string s_numbers = string.Join('|', Properties(type => type.IsPrimitive));

    private readonly HashSet<string> _names = [];

    /// <param name="statements">of the text</param>
    /// <param name="made">names that a statement makes, each with what it is made of</param>
    public MeshNames(IReadOnlyList<string> statements, Func<string, IEnumerable<(string Name, string Of)>> made)
    {
        _names.UnionWith(statements.SelectMany(statement => Declared().Matches(statement)).Select(declared => declared.Groups["name"].Value));
        int before;
        do
        {
            before = _names.Count;
            _names.UnionWith([.. statements.SelectMany(made).Where(name => IsMesh(name.Of)).Select(name => name.Name)]);
        }
        while (_names.Count > before);
    }

    private string AMesh => $@"\b(?:\w*[mM]esh(?:Shape)?{string.Concat(_names.Select(name => $"|{name}"))})\b(?:\([^()]*\))?!?(?:\??\.(?:{s_meshes})\b(?:\([^()]*\))?!?)*";

    /// <summary>Whether what is said is a mesh, or several of which one is.</summary>
    public bool IsMesh(string expression) => Regex.IsMatch(expression, $@"{AMesh}(?![\w.?!(])");

    /// <summary>Whether a number of a mesh is named: how many rows and columns it has, the place of this rank on it.</summary>
    public bool HaveNumbersIn(string statement) => Regex.IsMatch(statement, $@"{AMesh}\??\.(?:{s_numbers}|Is\w+)\b");

    /// <summary>Whether it is asked which mesh one is.</summary>
    public bool AreAskedIn(string statement)
        => Regex.IsMatch(statement, $@"{AMesh} (?:is|==|!=|switch)(?!\w)|(?:==|!=) {AMesh}(?![\w.?!(])|ReferenceEquals\([^)]*{AMesh}");

    private static IEnumerable<string> Properties(Func<Type, bool> kind)
        => s_types.SelectMany(type => type.GetProperties()).Where(property => kind(property.PropertyType)).Select(property => property.Name);

    private static IEnumerable<string> Methods(Func<Type, bool> kind)
        => s_types.SelectMany(type => type.GetMethods()).Where(method => !method.IsSpecialName && kind(method.ReturnType)).Select(method => method.Name);

    [GeneratedRegex(@"\bMesh(?:Shape)?\?? (?<name>[A-Za-z_]\w*)")]
    private static partial Regex Declared();
}
