using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports.Formats;

/// <summary>The first line of a tab-separated table; columns go by name, since their order differs between releases.</summary>
internal sealed class TableHeader(string line)
{
    private readonly string[] _names = [.. line.Split('\t').Select(x => x.Trim())];

    public int Count => _names.Length;

    public bool Has(string name) => IndexOf(name) >= 0;

    /// <exception cref="FileFaultException">there is no such column</exception>
    public int Required(string name)
        => IndexOf(name) is >= 0 and int at ? at : throw new FileFaultException($"The column \"{name}\" is missing; the header has {string.Join(", ", _names.Select(x => $"\"{x}\""))}.");

    /// <returns>-1 if there is no such column</returns>
    public int IndexOf(string name) => Array.FindIndex(_names, x => x.Equals(name, StringComparison.OrdinalIgnoreCase));
}
