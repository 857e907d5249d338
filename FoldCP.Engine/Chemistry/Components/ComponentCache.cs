using FoldCP.Engine.Files;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>The folder with the imported dictionary.</summary>
internal sealed class ComponentCache(string folder)
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "FOLDCP_CCD";

    public string Folder => folder;

    public string File => Path.Combine(folder, "components.index");

    /// <summary>Where an import grows until it is whole.</summary>
    public string Part => File + ".part";

    /// <summary>That which <see cref="Variable"/> names, else the usual place for caches.</summary>
    public static ComponentCache Usual() => new(CacheFolder.Of("ccd", Variable));

    /// <returns>null if nothing has been imported</returns>
    /// <exception cref="Input.FoldException">what was imported is damaged, or of another version</exception>
    public ComponentIndex? Open() => System.IO.File.Exists(File) ? ComponentIndex.Open(File) : null;
}
