using FoldCP.Web.People;
using Xunit;

namespace FoldCP.Web.Tests.People;

public sealed class LocalAddressTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/campaigns")]
    [InlineData("/campaigns?state=Done#row")]
    [InlineData("/a//b")]
    public void Paths_of_this_server_are_taken(string address) => Assert.Equal(address, LocalAddress.Or(address, "/home"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("campaigns")]
    [InlineData("//elsewhere")]
    [InlineData("/\\elsewhere")]
    [InlineData("\\\\elsewhere")]
    [InlineData("/\n/elsewhere")]
    [InlineData("https://elsewhere")]
    [InlineData("javascript:alert(1)")]
    public void All_else_is_replaced(string? address) => Assert.Equal("/home", LocalAddress.Or(address, "/home"));
}
