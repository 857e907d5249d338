using System.CommandLine;

namespace FoldCP.Engine.Run.Predict;

/// <summary>An option under the reference's name, which may be written with dashes for its underscores as well.</summary>
internal static class ReferenceName
{
    public static Option<T> Of<T>(string name, T value, string description)
    {
        string dashed = name.Replace('_', '-');
        return new(name, dashed == name ? [] : [dashed]) { Description = description, DefaultValueFactory = _ => value };
    }
}
