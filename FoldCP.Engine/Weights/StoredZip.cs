using System.Buffers.Binary;
using System.Text;
using FoldCP.Engine.Files;

namespace FoldCP.Engine.Weights;

/// <summary>
/// Where the records of a zip file lie, which System.IO.Compression does not tell. PyTorch stores each record uncompressed, so
/// that it can be mapped (layout: APPNOTE.TXT of PKWARE, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16).
/// </summary>
internal sealed class StoredZip
{
    private const int EndBytes = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LocatorBytes = 20;
    private const int End64Bytes = 56;
    private const int EntryBytes = 46;
    private const int HeaderBytes = 30;
    private const int Portion = 1 << 24;

    private readonly MappedFile _file;
    private readonly Dictionary<string, ZipEntry> _entries = [];
    private readonly HashSet<string> _checked = [];

    private StoredZip(MappedFile file) => _file = file;

    public IReadOnlyCollection<string> Names => _entries.Keys;

    /// <exception cref="InvalidDataException">it is no zip file, or a damaged one</exception>
    public static StoredZip Open(MappedFile file)
    {
        var zip = new StoredZip(file);
        var (count, size, start) = zip.Directory();
        if (size > int.MaxValue || count < 0 || count > size / EntryBytes)
            throw file.Damaged("its zip directory is damaged");
        try
        {
            zip.Read(file.Bytes(start, size), count);
        }
        catch (Exception odd) when (odd is ArgumentOutOfRangeException or DecoderFallbackException)
        {
            throw file.Damaged("its zip directory is damaged", odd);
        }
        return zip;
    }

    public bool Has(string name) => _entries.ContainsKey(name);

    /// <summary>Where a record's bytes are; the first time it is asked for, its checksum is computed.</summary>
    /// <exception cref="InvalidDataException">there is none, it is compressed, or it is damaged</exception>
    public (long Offset, long Length) Find(string name)
    {
        if (!_entries.TryGetValue(name, out var entry))
            throw _file.Damaged($"its record {name} is missing");
        if (!entry.IsStored)
            throw _file.Damaged($"its record {name} is compressed, which PyTorch never does. Save it again with torch.save");
        var header = _file.Bytes(entry.Header, HeaderBytes);
        if (!header.StartsWith("PK\x03\x04"u8))
            throw _file.Damaged($"its record {name} is not where its directory says");
        var offset = entry.Header + HeaderBytes + UInt16(header, 26) + UInt16(header, 28);
        if (_checked.Add(name) && Checksum(offset, entry.Length) != entry.Crc)
            throw _file.Damaged($"its record {name} is damaged: its checksum is wrong");
        return (offset, entry.Length);
    }

    private uint Checksum(long offset, long length)
    {
        var crc = Crc32.Of(_file.Bytes(offset, Math.Min(Portion, length)));
        for (var at = (long)Portion; at < length; at += Portion)
            crc = Crc32.Of(_file.Bytes(offset + at, Math.Min(Portion, length - at)), crc);
        return crc;
    }

    private (long Count, long Size, long Start) Directory()
    {
        var tailStart = Math.Max(0, _file.Length - EndBytes - LongestComment - LocatorBytes);
        var tail = _file.Bytes(tailStart, _file.Length - tailStart);
        var end = tail.LastIndexOf("PK\x05\x06"u8);
        if (end < 0 || tail.Length - end < EndBytes)
            throw _file.Damaged("its zip directory is missing: the file is cut off");
        if (end < LocatorBytes || !tail[(end - LocatorBytes)..].StartsWith("PK\x06\x07"u8))
            return (UInt16(tail, end + 10), UInt32(tail, end + 12), UInt32(tail, end + 16));

        var end64 = _file.Bytes(Int64(tail, end - LocatorBytes + 8), End64Bytes);
        if (!end64.StartsWith("PK\x06\x06"u8))
            throw _file.Damaged("its zip directory is damaged");
        return (Int64(end64, 32), Int64(end64, 40), Int64(end64, 48));
    }

    private void Read(ReadOnlySpan<byte> directory, long count)
    {
        var strictUtf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
        for (var left = count; left > 0; left--)
        {
            if (!directory.StartsWith("PK\x01\x02"u8))
                throw _file.Damaged("its zip directory is damaged");
            var (nameLength, extraLength) = (UInt16(directory, 28), UInt16(directory, 30));
            var name = strictUtf8.GetString(directory.Slice(EntryBytes, nameLength));
            if (!_entries.TryAdd(name, Entry(directory, directory.Slice(EntryBytes + nameLength, extraLength))))
                throw _file.Damaged($"its zip directory holds {name} twice");
            directory = directory[(EntryBytes + nameLength + extraLength + UInt16(directory, 32))..];
        }
    }

    private static ZipEntry Entry(ReadOnlySpan<byte> entry, ReadOnlySpan<byte> extra)
    {
        const int Encrypted = 1;
        var wide = Zip64(extra);
        var length = Wide(UInt32(entry, 24), ref wide);
        var stored = Wide(UInt32(entry, 20), ref wide);
        var header = Wide(UInt32(entry, 42), ref wide);
        var plain = UInt16(entry, 10) == 0 && (UInt16(entry, 8) & Encrypted) == 0;
        return new(header, length, UInt32(entry, 16), plain && stored == length);
    }

    // What does not fit four bytes is all ones there, and follows in the extra field 1, in this order.
    private static long Wide(uint value, ref ReadOnlySpan<byte> wide)
    {
        if (value != uint.MaxValue)
            return value;
        var real = Int64(wide, 0);
        wide = wide[8..];
        return real;
    }

    private static ReadOnlySpan<byte> Zip64(ReadOnlySpan<byte> extra)
    {
        for (; extra.Length >= 4; extra = extra[(4 + UInt16(extra, 2))..])
        {
            if (UInt16(extra, 0) == 1)
                return extra.Slice(4, UInt16(extra, 2));
        }
        return [];
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Slice(at, 2));

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Slice(at, 4));

    private static long Int64(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.Slice(at, 8));

    private readonly record struct ZipEntry(long Header, long Length, uint Crc, bool IsStored);
}
