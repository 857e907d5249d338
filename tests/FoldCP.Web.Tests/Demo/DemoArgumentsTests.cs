using FoldCP.Web.Demo;
using Xunit;

namespace FoldCP.Web.Tests.Demo;

public sealed class DemoArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("--urls=http://localhost:1")]
    [InlineData("serve", "demo")]
    public void Anything_else_is_the_servers_own(params string[] args) => Assert.Null(DemoArguments.Of(args));

    [Fact]
    public void Options_become_settings_of_the_server()
    {
        var demo = DemoArguments.Of(["demo", "--once", "--state", "/a folder", "--url", "http://localhost:1234"])!;

        Assert.True(demo.Once);
        Assert.Null(demo.Fault);
        Assert.Contains("--State:Folder=/a folder", demo.Settings);
        Assert.Contains("--urls=http://localhost:1234", demo.Settings);
    }

    [Fact]
    public void Without_options_it_serves_this_machine_alone_until_it_is_stopped()
    {
        var demo = DemoArguments.Of(["demo"])!;

        Assert.False(demo.Once);
        Assert.Contains(demo.Settings, x => x.StartsWith("--urls=http://127.0.0.1:", StringComparison.Ordinal));
        Assert.DoesNotContain(demo.Settings, x => x.StartsWith("--State", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--state wants a value.", "demo", "--once", "--state")]
    [InlineData("--url wants a value.", "demo", "--url")]
    [InlineData("--twice is not known.", "demo", "--twice")]
    public void A_mistyped_command_line_is_told(string fault, params string[] args) => Assert.StartsWith(fault + " Usage: demo", DemoArguments.Of(args)!.Fault);
}
