using System.Net;
using FoldCP.Tests;
using FoldCP.Web.Frame;
using FoldCP.Web.Imports;
using FoldCP.Web.Tests.Hosting;
using Xunit;

namespace FoldCP.Web.Tests.Imports;

/// <summary>The bound that holds where nobody has set one.</summary>
public sealed class UploadBoundTests(WebApp app) : IClassFixture<WebApp>
{
    [Fact]
    public async Task Two_gigabytes_are_refused_before_a_byte_of_them_is_asked_for()
    {
        using var visitor = app.Visit();
        await visitor.SignInAsync();
        await using var huge = new GeneratedStream(2L << 30);
        using var request = new HttpRequestMessage(HttpMethod.Post, UploadApi.Path) { Content = Uploads.Raw(new StreamContent(huge)) };
        request.Content!.Headers.ContentLength = huge.Length;
        request.Headers.Add(UploadApi.TokenHeader, await visitor.FormTokenAsync(Links.Home));
        request.Headers.ExpectContinue = true;

        var answer = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.StartsWith("The file is larger than 1,073,741,824 bytes, the most that is taken here.", await answer.DetailAsync());
        Assert.Equal(0, huge.Taken);
    }
}
