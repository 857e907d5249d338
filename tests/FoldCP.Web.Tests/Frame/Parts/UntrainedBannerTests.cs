using Bunit;
using FoldCP.Web.Frame.Parts;
using Xunit;

namespace FoldCP.Web.Tests.Frame.Parts;

public sealed class UntrainedBannerTests : BunitContext
{
    [Theory]
    [InlineData("demo", "an untrained demo model and means nothing")]
    [InlineData("/models/boltz2.safetensors", "not known to be trained: it may mean nothing")]
    public void The_banner_says_no_more_than_is_known_of_the_weights(string weights, string words)
    {
        var banner = Render<UntrainedBanner>(x => x.Add(b => b.Weights, weights));

        Assert.Contains(words, banner.Find("[role=note]").TextContent);
    }
}
