using FoldCP.Engine.Files;

namespace FoldCP.Engine.Chemistry.Toolkit;

/// <summary>Where the toolkit's files lie, as <c>foldcp setup-chem</c> calls them; the number is that of the functions they have.</summary>
internal static class ToolkitFile
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "FOLDCP_CHEMISTRY";

    public const string Library = "libfoldcp_chem.so.1";

    private const string Reader = "foldcp_unpickle.1";

    /// <summary>The library in the folder that <see cref="Variable"/> names; else the one beside the engine, else the one in the user's cache.</summary>
    /// <returns>null if there is none</returns>
    public static string? Find()
    {
        string usual = CacheFolder.Of("chemistry", Variable);
        bool isChosen = Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };
        string[] folders = isChosen ? [usual] : [AppContext.BaseDirectory, usual];
        return folders.Select(folder => Path.Combine(folder, Library)).FirstOrDefault(File.Exists);
    }

    /// <summary>The program beside a library that reads molecules in RDKit's binary form.</summary>
    public static string ReaderOf(string library) => Path.Combine(Path.GetDirectoryName(library)!, Reader);
}
