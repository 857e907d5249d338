using System.IO.Compression;

namespace FoldCP.Engine.Input;

/// <summary>Finds the files that an input names: beside it, else from where the program was started.</summary>
internal sealed class InputFolder(string input)
{
    private readonly string folder = Path.GetDirectoryName(Path.GetFullPath(input)) ?? "/";

    private readonly List<string> found = [];

    /// <summary>The files that were asked for, each once.</summary>
    public IReadOnlyList<string> Found => [.. found.Distinct()];

    /// <returns>the full path, or null if there is no such file</returns>
    public string? Find(string path)
    {
        string? full = new[] { Path.GetFullPath(path, folder), Path.GetFullPath(path) }.FirstOrDefault(File.Exists);
        if (full is not null)
            found.Add(full);
        return full;
    }

    public string Lacks(string path) => $"there is no file {path}, neither in {folder} nor in {Environment.CurrentDirectory}.";

    private const string Packed = ".gz";

    /// <summary>The file's ending in lower case, without that of a packed one: <c>.a3m</c> for <c>hits.A3M.gz</c>.</summary>
    public static string Ending(string path)
    {
        string ending = Path.GetExtension(path).ToLowerInvariant();
        return ending == Packed ? Path.GetExtension(path[..^Packed.Length]).ToLowerInvariant() : ending;
    }

    /// <summary>Reads a file as text, unpacked if its name ends in .gz.</summary>
    /// <exception cref="FoldException">the file cannot be read</exception>
    public static T Read<T>(string path, Func<StreamReader, T> read)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var text = new StreamReader(path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase) ? new GZipStream(file, CompressionMode.Decompress) : file);
            return read(text);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            throw FoldException.BadInput($"{path} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
