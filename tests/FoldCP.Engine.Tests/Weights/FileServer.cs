using System.Net;
using System.Net.Sockets;

namespace FoldCP.Engine.Tests.Weights;

/// <summary>A server on this machine that has one file, and the manners that a test gives it.</summary>
internal sealed class FileServer : IDisposable
{
    private readonly HttpListener _listener = new();

    public FileServer(byte[] content)
    {
        Content = content;
        var port = FreePort();
        Address = new($"http://127.0.0.1:{port}/file.ckpt");
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    /// <summary>An address that sends to the other one.</summary>
    public Uri Elsewhere => new(Address, "elsewhere");

    public byte[] Content { get; set; }

    public string? ETag { get; set; } = "\"one\"";

    public bool KnowsRanges { get; set; } = true;

    /// <summary>After so many bytes of an answer the connection is cut.</summary>
    public int? CutAfter { get; set; }

    /// <summary>Answered instead of the file.</summary>
    public HttpStatusCode? Refusal { get; set; }

    /// <summary>The Range and If-Range of each request for the file.</summary>
    public List<string> Asked { get; } = [];

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                await AnswerAsync(await _listener.GetContextAsync());
            }
            catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The client hung up, or the test is over.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var (request, answer) = (context.Request, context.Response);
        if (request.Url == Elsewhere)
        {
            answer.Redirect(Address.AbsoluteUri);
            answer.Close();
            return;
        }
        Asked.Add($"{request.Headers["Range"]} {request.Headers["If-Range"]}".Trim());
        if (Refusal is { } refusal)
        {
            answer.StatusCode = (int)refusal;
            answer.Close();
            return;
        }
        await SendAsync(answer, FirstByte(request, answer));
    }

    private int FirstByte(HttpListenerRequest request, HttpListenerResponse answer)
    {
        if (ETag is not null)
            answer.Headers["ETag"] = ETag;
        if (!KnowsRanges || request.Headers["Range"] is not { } range || request.Headers["If-Range"] != ETag)
            return 0;
        var first = int.Parse(range["bytes=".Length..^1], System.Globalization.CultureInfo.InvariantCulture);
        answer.StatusCode = (int)(first < Content.Length ? HttpStatusCode.PartialContent : HttpStatusCode.RequestedRangeNotSatisfiable);
        answer.Headers["Content-Range"] = first < Content.Length ? $"bytes {first}-{Content.Length - 1}/{Content.Length}" : $"bytes */{Content.Length}";
        return first;
    }

    private async Task SendAsync(HttpListenerResponse answer, int first)
    {
        var rest = Content.AsMemory(Math.Min(first, Content.Length));
        answer.ContentLength64 = rest.Length;
        await answer.OutputStream.WriteAsync(rest[..Math.Min(CutAfter ?? int.MaxValue, rest.Length)]);
        if (CutAfter < rest.Length)
        {
            await answer.OutputStream.FlushAsync();
            await Task.Delay(50);       // so that what was sent arrives before the end does
            answer.Abort();
        }
        else
        {
            answer.Close();
        }
    }
}
