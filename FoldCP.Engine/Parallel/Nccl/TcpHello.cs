using System.Globalization;
using System.Text;

namespace FoldCP.Engine.Parallel.Nccl;

/// <summary>How a process introduces itself to the first rank.</summary>
/// <param name="Rank">who it is</param>
/// <param name="Size">how many there are, as it knows</param>
/// <param name="Job">the run it belongs to</param>
/// <param name="Words">what the others are to know before they go on</param>
internal sealed record TcpHello(int Rank, int Size, string Job, string Words)
{
    public byte[] ToBytes() => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Rank} {Size} {Uri.EscapeDataString(Job)} {Words}"));

    /// <returns>null: it is something else</returns>
    public static TcpHello? Read(byte[] bytes) => Encoding.UTF8.GetString(bytes).Split(' ', 4) is [var rank, var size, var job, var words]
        && Number(rank) is { } r && Number(size) is { } s
        ? new(r, s, Uri.UnescapeDataString(job), words)
        : null;

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
