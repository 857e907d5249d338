using FoldCP.Web.Imports;
using Xunit;

namespace FoldCP.Web.Tests.Imports;

public sealed class ImportAddressTests
{
    private static readonly Guid s_one = new("0199aaaa-0000-7000-8000-000000000001");
    private static readonly Guid s_two = new("0199aaaa-0000-7000-8000-000000000002");

    [Fact]
    public void An_address_says_all_that_the_page_needs()
    {
        var address = new ImportAddress { Uploads = [s_one, s_two], Tab = ImportTab.Notes, Notes = NoteFilter.Rejected, Find = "P0 & α" };

        var read = ImportAddress.Of("http://host" + address.ToUri());

        Assert.Equal(address.Uploads, read.Uploads);
        Assert.Equal((ImportTab.Notes, NoteFilter.Rejected, "P0 & α"), (read.Tab, read.Notes, read.Find));
    }

    [Fact]
    public void What_is_usual_is_not_written() => Assert.Equal("/import", new ImportAddress().ToUri());

    [Fact]
    public void A_mistyped_address_still_opens()
    {
        var read = ImportAddress.Of($"http://host/import?u=rubbish&u={s_one}&u={s_one}&tab=nowhere&notes=7");

        Assert.Equal([s_one], read.Uploads);
        Assert.Equal((ImportTab.Rows, NoteFilter.All, ""), (read.Tab, read.Notes, read.Find));
    }
}
