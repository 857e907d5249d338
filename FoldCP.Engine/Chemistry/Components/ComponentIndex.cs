using System.IO.MemoryMappedFiles;
using System.Text;
using FoldCP.Engine.Files;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>
/// Imported components on disk. The file is mapped and its directory checked when it is opened; a record is read, and compared
/// with its checksum, when it is asked for.
/// </summary>
internal sealed class ComponentIndex : IMoleculeSource, IDisposable
{
    private readonly MemoryMappedFile _map;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte[] _directory;

    private ComponentIndex(string path, MemoryMappedFile map, long length)
    {
        (Path, _map) = (path, map);
        _view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        Header = ReadHeader(length);
        _directory = Bytes(Header.Directory, Header.Count * ComponentIndexHeader.EntryBytes);
        if (Crc32.Of(_directory) != Header.DirectoryCrc)
            throw Unusable("is damaged in its directory");
    }

    public string Path { get; }

    public ComponentIndexHeader Header { get; }

    /// <exception cref="FoldException">it is damaged, or of another version; in the user's words</exception>
    public static ComponentIndex Open(string path)
    {
        // Not by its path: .NET would keep others from replacing it.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < ComponentIndexHeader.Bytes)
            throw Unusable(path, $"has only {file.Length} bytes");
        var map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        try
        {
            return new(path, map, file.Length);
        }
        catch
        {
            map.Dispose();
            throw;
        }
    }

    /// <returns>null if it has no such component</returns>
    /// <exception cref="FoldException">its record is damaged</exception>
    public Molecule? Find(string code)
    {
        Span<byte> wanted = stackalloc byte[ComponentIndexHeader.CodeBytes];
        wanted.Clear();
        return Encoding.UTF8.TryGetBytes(code, wanted, out _) && Place(wanted) is { } entry ? Read(code, entry) : null;
    }

    public void Dispose()
    {
        _view.Dispose();
        _map.Dispose();
    }

    private ComponentIndexHeader ReadHeader(long length)
    {
        ComponentIndexHeader header;
        try
        {
            header = ComponentIndexHeader.Read(Bytes(0, ComponentIndexHeader.Bytes));
        }
        catch (InvalidDataException bad)
        {
            throw Unusable(bad.Message);
        }
        return header.FileBytes == length ? header : throw Unusable($"has {length:N0} bytes instead of {header.FileBytes:N0}");
    }

    // The entry's number; UTF-8 has the order of the characters.
    private int? Place(ReadOnlySpan<byte> wanted)
    {
        var (low, high) = (0, Header.Count - 1);
        while (low <= high)
        {
            int middle = (low + high) / 2;
            int order = Entry(middle)[..ComponentIndexHeader.CodeBytes].SequenceCompareTo(wanted);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return null;
    }

    private Molecule Read(string code, int number)
    {
        var entry = Entry(number)[ComponentIndexHeader.CodeBytes..];
        var (offset, length, crc) = (BitConverter.ToInt64(entry), BitConverter.ToInt32(entry[8..]), BitConverter.ToUInt32(entry[12..]));
        byte[] record = Bytes(offset, length);
        return Crc32.Of(record) == crc ? ComponentRecord.Read(record) : throw Unusable($"is damaged in the component {code}");
    }

    private ReadOnlySpan<byte> Entry(int number) => _directory.AsSpan(number * ComponentIndexHeader.EntryBytes, ComponentIndexHeader.EntryBytes);

    private byte[] Bytes(long offset, int length)
    {
        var bytes = new byte[length];
        _view.ReadArray(offset, bytes, 0, length);
        return bytes;
    }

    private FoldException Unusable(string how) => Unusable(Path, how);

    private static FoldException Unusable(string path, string how) =>
        FoldException.BadInput($"The imported Chemical Component Dictionary {path} {how}. Import it again: foldcp ccd import FILE");
}
