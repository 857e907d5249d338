using System.Net;
using System.Net.Http.Headers;

namespace FoldCP.Engine.Weights;

/// <summary>What a download tells while it goes on.</summary>
/// <param name="Bytes">how many are here</param>
/// <param name="Of">how many there will be, if the server says so</param>
internal readonly record struct DownloadProgress(long Bytes, long? Of);

/// <summary>The download stopped: the server cannot be reached, or does not send what it should.</summary>
internal sealed class DownloadException(string cause, Exception? inner = null) : Exception(cause, inner);

/// <summary>
/// Gets one file from one address into a part file, and goes on where an earlier attempt stopped: the server is asked for the
/// rest (RFC 9110, Range), on condition that the file is still the one whose beginning is here (If-Range).
/// </summary>
internal sealed class Download(HttpClient client, Uri address, string part)
{
    private const int PortionBytes = 1 << 20;
    private const int MostAttempts = 5;

    /// <summary>Without a byte for so long, a connection is given up.</summary>
    private static readonly TimeSpan s_silence = TimeSpan.FromSeconds(60);

    private readonly PartMark _mark = new(part, address);

    /// <summary>Waits before another attempt: 1, 2, 4, 8 times as long.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(2);

    /// <exception cref="DownloadException">the file cannot be had from here</exception>
    public async Task RunAsync(Action<DownloadProgress> tell, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = Here();
            try
            {
                await GetAsync(tell, stop);
                return;
            }
            catch (Exception cut) when (IsCut(cut, stop) && attempt < MostAttempts)
            {
                // An attempt that brought something begins the count anew: a large file may be cut often.
                attempt = Here() > before ? 0 : attempt;
                await Task.Delay(Patience * Math.Pow(2, Math.Max(0, attempt - 1)), stop);
            }
            catch (Exception cut) when (IsCut(cut, stop))
            {
                throw new DownloadException($"{address}: {cut.Message}", cut);
            }
        }
    }

    private static bool IsCut(Exception cut, CancellationToken stop)
        => !stop.IsCancellationRequested
            && (cut is HttpRequestException or IOException or TimeoutException or TaskCanceledException { InnerException: TimeoutException });

    private async Task GetAsync(Action<DownloadProgress> tell, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var from = _mark.ValidatorOf(address) is { } validator ? Here() : 0;
        if (from > 0)
        {
            request.Headers.Range = new RangeHeaderValue(from, null);
            request.Headers.TryAddWithoutValidation("If-Range", _mark.ValidatorOf(address));
        }
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && answer.Content.Headers.ContentRange?.Length == from)
            return;     // all of it was here already
        await SaveAsync(answer, Start(answer, from), tell, stop);
    }

    // Where the answer's first byte belongs.
    private long Start(HttpResponseMessage answer, long from)
    {
        if (answer.StatusCode == HttpStatusCode.PartialContent && answer.Content.Headers.ContentRange?.From is { } first)
            return first == from ? from : throw Refused($"the server was asked for the bytes from {from} on and sends those from {first} on");
        if (answer.StatusCode == HttpStatusCode.OK)
            return 0;
        if (answer.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable)
            _mark.Forget();
        return (int)answer.StatusCode >= 500 || answer.StatusCode is HttpStatusCode.RequestedRangeNotSatisfiable or HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
            ? throw new HttpRequestException($"the server answers {(int)answer.StatusCode} {answer.ReasonPhrase}")
            : throw Refused($"the server answers {(int)answer.StatusCode} {answer.ReasonPhrase}");
    }

    private async Task SaveAsync(HttpResponseMessage answer, long start, Action<DownloadProgress> tell, CancellationToken stop)
    {
        await using var file = new FileStream(part, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(start);
        file.Position = start;
        _mark.Remember(answer);
        var whole = answer.Content.Headers.ContentRange?.Length ?? (start == 0 ? answer.Content.Headers.ContentLength : null);
        await CopyAsync(answer, file, whole, tell, stop);
        await file.FlushAsync(stop);
        file.Flush(flushToDisk: true);
        if (whole is { } expected && file.Length != expected)
            throw new IOException($"the connection ended after {file.Length} of {expected} bytes");
    }

    private static async Task CopyAsync(HttpResponseMessage answer, FileStream file, long? whole, Action<DownloadProgress> tell, CancellationToken stop)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(stop);
        var portion = new byte[PortionBytes];
        while (true)
        {
            tell(new(file.Position, whole));
            var count = await body.ReadAsync(portion, stop).AsTask().WaitAsync(s_silence, stop);
            if (count == 0)
                return;
            await file.WriteAsync(portion.AsMemory(0, count), stop);
        }
    }

    private long Here() => new FileInfo(part) is { Exists: true } file ? file.Length : 0;

    private DownloadException Refused(string how) => new($"{address}: {how}.");
}
