using System.Text;
using FoldCP.Engine.Files;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>Writes an index, component by component; it is none before <see cref="Finish"/>.</summary>
/// <param name="file">empty, and stays open</param>
internal sealed class ComponentIndexWriter(Stream file) : IDisposable
{
    private readonly Dictionary<string, (long Offset, int Length, uint Crc)> _entries = [];
    private readonly MemoryStream _record = new();
    private long _offset = ComponentIndexHeader.Bytes;

    public int Count => _entries.Count;

    /// <exception cref="InvalidDataException">there is one of this code already, or the code is too long</exception>
    public void Add(Molecule molecule)
    {
        if (_entries.ContainsKey(molecule.Code))
            throw new InvalidDataException($"the component {molecule.Code} is there already; the first one counts.");
        if (Encoding.UTF8.GetByteCount(molecule.Code) is 0 or > ComponentIndexHeader.CodeBytes)
            throw new InvalidDataException($"the code {molecule.Code} is too long.");
        _record.SetLength(0);
        using (var writer = new BinaryWriter(_record, Encoding.UTF8, leaveOpen: true))
            ComponentRecord.Write(writer, molecule);
        var bytes = _record.GetBuffer().AsSpan(0, (int)_record.Length);
        file.Position = _offset;
        file.Write(bytes);
        _entries.Add(molecule.Code, (_offset, bytes.Length, Crc32.Of(bytes)));
        _offset += bytes.Length;
    }

    /// <param name="now">when</param>
    /// <param name="source">from which file</param>
    public void Finish(DateTimeOffset now, string source)
    {
        byte[] directory = Directory();
        file.Position = _offset;
        file.Write(directory);
        file.Position = 0;
        file.Write(new ComponentIndexHeader(Count, _offset, Crc32.Of(directory), now, source).Write());
    }

    public void Dispose() => _record.Dispose();

    private byte[] Directory()
    {
        var directory = new byte[Count * ComponentIndexHeader.EntryBytes];
        int at = 0;
        foreach (var (code, entry) in _entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var bytes = directory.AsSpan(at, ComponentIndexHeader.EntryBytes);
            Encoding.UTF8.GetBytes(code, bytes);
            BitConverter.TryWriteBytes(bytes[ComponentIndexHeader.CodeBytes..], entry.Offset);
            BitConverter.TryWriteBytes(bytes[(ComponentIndexHeader.CodeBytes + 8)..], entry.Length);
            BitConverter.TryWriteBytes(bytes[(ComponentIndexHeader.CodeBytes + 12)..], entry.Crc);
            at += ComponentIndexHeader.EntryBytes;
        }
        return directory;
    }
}
