using System.Reflection;

namespace FoldCP.Engine.Run;

/// <summary>The engine's version as it is printed into files.</summary>
internal static class EngineVersion
{
    public static string Text { get; } =
        typeof(EngineVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
