using FoldCP.Web.Complexes;
using FoldCP.Web.Viewer;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

public sealed class ComplexAddressTests
{
    private static readonly Guid s_campaign = Guid.Parse("11111111-1111-7111-8111-111111111111");
    private static readonly Guid s_complex = Guid.Parse("22222222-2222-7222-8222-222222222222");

    [Fact]
    public void What_is_looked_at_and_how_comes_back_from_the_address()
    {
        var address = new ComplexAddress(ComplexQuery.All with { Text = "HDAC" })
        {
            Attempt = 2,
            Sample = 3,
            Colour = StructureColour.Chain,
            Style = StructureStyle.Surface,
            IsListHidden = true,
        };

        string written = address.Of(s_campaign, s_complex);

        Assert.Equal(address, ComplexAddress.Parse("http://localhost" + written));
    }

    [Fact]
    public void The_next_complex_is_looked_at_in_the_same_way_but_has_its_own_samples()
    {
        var address = new ComplexAddress(ComplexQuery.All) { Attempt = 2, Sample = 3, Colour = StructureColour.Chain };

        string next = address.ForAnother(s_campaign, s_complex);

        Assert.Equal($"/campaigns/{s_campaign}/complexes/{s_complex}?colour=chain", next);
    }
}
