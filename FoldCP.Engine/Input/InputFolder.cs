namespace FoldCP.Engine.Input;

/// <summary>Finds the files that an input names: beside it, else from where the program was started.</summary>
internal sealed class InputFolder(string input)
{
    private readonly string folder = Path.GetDirectoryName(Path.GetFullPath(input)) ?? "/";

    /// <returns>the full path, or null if there is no such file</returns>
    public string? Find(string path) =>
        new[] { Path.GetFullPath(path, folder), Path.GetFullPath(path) }.FirstOrDefault(File.Exists);

    public string Lacks(string path) => $"there is no file {path}, neither in {folder} nor in {Environment.CurrentDirectory}.";

    /// <exception cref="FoldException">the file cannot be read</exception>
    public static StreamReader Open(string path)
    {
        try
        {
            return new(path);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw FoldException.BadInput($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
