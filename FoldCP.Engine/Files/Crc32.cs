using System.Buffers.Binary;

namespace FoldCP.Engine.Files;

/// <summary>The checksum of zip files and of others that must be quick to check, eight bytes at a time (Kounavis and Berry 2008).</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xedb8_8320;

    private static readonly uint[][] s_tables = Tables();

    /// <param name="bytes">the next bytes</param>
    /// <param name="before">the checksum of all before them, 0 for none</param>
    public static uint Of(ReadOnlySpan<byte> bytes, uint before = 0)
    {
        var t = s_tables;
        var crc = ~before;
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t[7][(byte)low] ^ t[6][(byte)(low >> 8)] ^ t[5][(byte)(low >> 16)] ^ t[4][low >> 24]
                ^ t[3][(byte)high] ^ t[2][(byte)(high >> 8)] ^ t[1][(byte)(high >> 16)] ^ t[0][high >> 24];
        }
        foreach (var next in bytes)
            crc = (crc >> 8) ^ t[0][(byte)(crc ^ next)];
        return ~crc;
    }

    // The table of k is that of a byte with k zero bytes after it.
    private static uint[][] Tables()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (var value = 0u; value < 256; value++)
        {
            tables[0][value] = value;
            for (var bit = 0; bit < 8; bit++)
                tables[0][value] = (tables[0][value] >> 1) ^ ((tables[0][value] & 1) == 0 ? 0 : Polynomial);
        }
        for (var table = 1; table < 8; table++)
        {
            for (var value = 0; value < 256; value++)
                tables[table][value] = (tables[table - 1][value] >> 8) ^ tables[0][(byte)tables[table - 1][value]];
        }
        return tables;
    }
}
