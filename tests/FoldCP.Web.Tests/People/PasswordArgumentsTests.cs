using FoldCP.Web.People;
using Xunit;

namespace FoldCP.Web.Tests.People;

public sealed class PasswordArgumentsTests
{
    [Theory]
    [InlineData]
    [InlineData("demo")]
    [InlineData("--urls=http://localhost:1", "password")]
    public void Anything_else_is_not_its_own(params string[] args) => Assert.Null(PasswordArguments.Of(args));

    [Fact]
    public void A_name_and_a_state_folder_are_understood()
    {
        var arguments = PasswordArguments.Of(["password", "ada", "--state", "/a folder"])!;

        Assert.Equal(("ada", null), (arguments.Name, arguments.Fault));
        Assert.Contains("--State:Folder=/a folder", arguments.Settings);
        Assert.DoesNotContain(PasswordArguments.Of(["password", "ada"])!.Settings, x => x.StartsWith("--State", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("password")]
    [InlineData("password", "--state")]
    [InlineData("password", "ada", "--state")]
    [InlineData("password", "ada", "a password on the command line")]
    public void A_mistyped_command_line_is_told(params string[] args)
        => Assert.Equal("Whose password? Usage: password NAME [--state FOLDER]", PasswordArguments.Of(args)!.Fault);
}
