namespace FoldCP.Engine.Weights;

/// <summary>What a file that is no zip file is instead, so that the refusal helps.</summary>
internal static class TorchFormat
{
    // A tar file says so at this place, if it is of a format after 1988.
    private const int TarMagicAt = 257;

    private const string Again = "Open it in PyTorch and save it again with torch.save";

    private static ReadOnlySpan<byte> Zip => "PK\x03\x04"u8;

    // Protocol 2, and 0x1950a86a20f9469cfc6c as an integer of ten bytes: how torch.save began before version 1.6.
    private static ReadOnlySpan<byte> Legacy => [0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19];

    /// <exception cref="InvalidDataException">it does not begin as a file of PyTorch does</exception>
    public static void Check(MappedFile file)
    {
        var start = file.Bytes(0, Math.Min(file.Length, 512));
        if (start.StartsWith(Zip))
            return;
        if (start.StartsWith(Legacy))
            throw file.Damaged($"of the format that PyTorch wrote before version 1.6, which this engine does not read. {Again}");
        if (start.Length > TarMagicAt && start[TarMagicAt..].StartsWith("ustar"u8))
            throw file.Damaged($"a tar file, the format that PyTorch wrote before version 0.1.10 and which this engine does not read. {Again}");
        throw file.Damaged("not a PyTorch file");
    }
}
