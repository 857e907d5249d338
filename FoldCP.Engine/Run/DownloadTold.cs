using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>Tells of a download in lines: one at its start, and one for each tenth, or each GB where nobody knows how long it is.</summary>
internal sealed class DownloadTold(TextWriter output)
{
    private const int Tenths = 10;
    private const double Gigabyte = 1e9;

    private long _told = -1;

    public void Tell(DownloadProgress progress)
    {
        var step = progress.Of is > 0 and var whole ? progress.Bytes * Tenths / whole : (long)(progress.Bytes / Gigabyte);
        if (step == _told)
            return;
        _told = step;
        output.WriteLine(progress.Of is { } of
            ? $"{progress.Bytes / Gigabyte:F2} of {of / Gigabyte:F2} GB"
            : $"{progress.Bytes / Gigabyte:F2} GB");
    }
}
