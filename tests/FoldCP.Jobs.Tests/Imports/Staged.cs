using System.IO.Compression;
using System.Text;
using FoldCP.Jobs.Imports;

namespace FoldCP.Jobs.Tests.Imports;

/// <summary>Files for tests, as they lie after an upload.</summary>
internal static class Staged
{
    public const long MaxBytes = 1 << 30;

    public static StagedFile Text(string name, string text) => Bytes(name, Encoding.UTF8.GetBytes(text));

    public static StagedFile Bytes(string name, byte[] bytes) => new(Guid.CreateVersion7(), name, "", bytes.Length, () => new MemoryStream(bytes));

    public static StagedFile OnDisk(string path) => new(Guid.CreateVersion7(), Path.GetFileName(path), "", new FileInfo(path).Length, () => File.OpenRead(path));

    public static byte[] Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    public static ComplexSet Complexes(string text) => Complexes(Text("set.tsv", text));

    public static ComplexSet Complexes(StagedFile file) => ComplexSet.Of(file, MaxBytes, TestContext.Current.CancellationToken);
}
