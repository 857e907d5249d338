using System.Net.Sockets;
using System.Text;
using FoldCP.Tests;
using FoldCP.Web.Frame;
using Xunit;

namespace FoldCP.Web.Tests.Hosting;

public sealed class ShutdownTests(TestCluster cluster)
{
    [Fact]
    public async Task A_request_that_never_ends_keeps_the_server_no_longer_than_its_time_and_does_not_break_its_end()
    {
        var app = new WebApp(cluster).With("shutdownTimeoutSeconds", "2");
        await app.InitializeAsync();
        using var visitor = app.Visit();
        await visitor.OpenAsync(Links.SignIn);
        using var slow = new TcpClient();
        var address = new Uri(app.Url);
        await slow.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        byte[] begun = Encoding.ASCII.GetBytes(
            $"POST {Links.SignIn} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\n_handler=sign-in");
        await slow.GetStream().WriteAsync(begun, TestContext.Current.CancellationToken);
        await visitor.OpenAsync(Links.SignIn);   // by now the server has the other request too

        await app.DisposeAsync();
    }
}
