namespace FoldCP.Tests;

/// <summary>A folder for one test, gone when it is disposed. Other accounts may pass through it, as PostgreSQL's must.</summary>
public sealed class TestFolder : IDisposable
{
    public TestFolder(string name = "state")
    {
        Root = Directory.CreateTempSubdirectory("foldcp-test-");
        Root.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        Path = Root.CreateSubdirectory(name).FullName;
    }

    public string Path { get; }

    private DirectoryInfo Root { get; }

    public void Dispose() => Root.Delete(recursive: true);
}
