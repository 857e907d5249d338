using System.Text;
using FoldCP.Engine.Files;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>
/// The first bytes of an index: what it is, where its directory lies and where it came from. After it come the records, then
/// the directory: an entry of <see cref="EntryBytes"/> per component in the order of their codes, each with code, offset, length
/// and checksum of its record. All numbers are little-endian.
/// </summary>
/// <param name="Count">of components</param>
/// <param name="Directory">where it begins; it reaches to the file's end</param>
/// <param name="DirectoryCrc">its checksum</param>
/// <param name="ImportedAt">when it was made</param>
/// <param name="Source">the name of the file it was made from</param>
internal sealed record ComponentIndexHeader(int Count, long Directory, uint DirectoryCrc, DateTimeOffset ImportedAt, string Source)
{
    public const int Bytes = 256;
    public const int EntryBytes = 32;
    public const int CodeBytes = 16;

    // To be counted up whenever records or entries change.
    private const int Version = 1;
    private const ulong Magic = 0x3158_4449_4443_4346; // FCCDIDX1
    private const int LongestSource = 150;

    public long FileBytes => Directory + ((long)Count * EntryBytes);

    public byte[] Write()
    {
        var bytes = new byte[Bytes];
        using var header = new BinaryWriter(new MemoryStream(bytes));
        header.Write(Magic);
        header.Write(Version);
        header.Write(Count);
        header.Write(Directory);
        header.Write(DirectoryCrc);
        header.Write(ImportedAt.ToUnixTimeSeconds());
        byte[] source = Encoding.UTF8.GetBytes(Source);
        header.Write(Encoding.UTF8.GetString(source.AsSpan(0, Math.Min(source.Length, LongestSource))));
        BitConverter.TryWriteBytes(bytes.AsSpan(Bytes - sizeof(uint)), Crc32.Of(bytes.AsSpan(0, Bytes - sizeof(uint))));
        return bytes;
    }

    /// <exception cref="InvalidDataException">they are of another version, or damaged; told as the end of a sentence</exception>
    public static ComponentIndexHeader Read(byte[] bytes)
    {
        using var header = new BinaryReader(new MemoryStream(bytes));
        if (header.ReadUInt64() != Magic)
            throw new InvalidDataException("is no index of components");
        int version = header.ReadInt32();
        if (version != Version)
            throw new InvalidDataException($"was made by another version of FoldCP (its format is {version}, this one reads {Version})");
        if (BitConverter.ToUInt32(bytes, Bytes - sizeof(uint)) != Crc32.Of(bytes.AsSpan(0, Bytes - sizeof(uint))))
            throw new InvalidDataException("is damaged at its beginning");
        return new(header.ReadInt32(), header.ReadInt64(), header.ReadUInt32(), DateTimeOffset.FromUnixTimeSeconds(header.ReadInt64()), header.ReadString());
    }
}
