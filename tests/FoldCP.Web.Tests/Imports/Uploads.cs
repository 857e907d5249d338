using System.Net.Http.Headers;
using System.Text.Json;
using FoldCP.Tests;
using FoldCP.Web.Frame;
using FoldCP.Web.Imports;
using FoldCP.Web.Tests.Hosting;
using Xunit;

namespace FoldCP.Web.Tests.Imports;

/// <summary>A server that takes small files only.</summary>
public sealed class SmallUploads(TestCluster cluster) : IAsyncLifetime
{
    public const int MaxBytes = 1_000_000;

    public WebApp Server { get; } = new WebApp(cluster).With("Imports:MaxUploadBytes", $"{MaxBytes}");

    /// <summary>What lies in the staging folder.</summary>
    public string[] Kept => Directory.GetFileSystemEntries(Folder);

    public string Folder => Path.Combine(Server.StateFolder, "uploads");

    public ValueTask InitializeAsync() => Server.InitializeAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}

/// <summary>Uploads as a page of ours, and others, send them.</summary>
internal static class Uploads
{
    /// <summary>The body as it is, as our page does it.</summary>
    public static async Task<HttpResponseMessage> UploadAsync(this Visitor visitor, HttpContent body, string? name = null)
        => await visitor.UploadAsync(body, await visitor.FormTokenAsync(Links.Home), name);

    public static Task<HttpResponseMessage> UploadAsync(this Visitor visitor, HttpContent body, string? token, string? name)
        => visitor.SendAsync(Request(HttpMethod.Post, name is null ? UploadApi.Path : $"{UploadApi.Path}?name={name}", token, body));

    public static async Task<HttpResponseMessage> DropAsync(this Visitor visitor, Guid id)
        => await visitor.SendAsync(Request(HttpMethod.Delete, $"{UploadApi.Path}/{id}", await visitor.FormTokenAsync(Links.Home)));

    public static HttpContent Bytes(params byte[] bytes) => Raw(new ByteArrayContent(bytes));

    public static HttpContent Raw(HttpContent content, string type = "application/octet-stream")
    {
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    /// <summary>What the server says to a person.</summary>
    public static async Task<string?> DetailAsync(this HttpResponseMessage answer) => (await ReadAsync(answer)).GetProperty("detail").GetString();

    public static async Task<Guid> IdAsync(this HttpResponseMessage answer) => (await ReadAsync(answer)).GetProperty("id").GetGuid();

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) => JsonDocument.Parse(await answer.TextAsync()).RootElement;

    private static HttpRequestMessage Request(HttpMethod method, string path, string? token, HttpContent? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body };
        if (token is not null)
            request.Headers.Add(UploadApi.TokenHeader, token);
        return request;
    }
}
