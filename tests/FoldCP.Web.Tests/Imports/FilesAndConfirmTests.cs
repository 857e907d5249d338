using Bunit;
using FoldCP.Jobs.Imports;
using FoldCP.Web.Frame;
using FoldCP.Web.Imports;
using Xunit;

namespace FoldCP.Web.Tests.Imports;

public sealed class FilesAndConfirmTests : BunitContext
{
    private static readonly ImportTotals s_totals = new()
    {
        Complexes = 3_450,
        Ready = 959,
        Unsupported = 12,
        Complete = 961,
        Partial = 1_400,
        WithoutSequence = 1_089,
        Proteins = 5_000,
        ProteinsWithSequence = 3_100,
    };

    [Fact]
    public void A_files_rows_add_up_on_the_screen()
    {
        var list = Files(File(UploadContent.ComplexSet, "CORUM 3.0", new RowAccount(3_633, 3_450, 0, 183, 40)));

        Assert.Contains("Complex set · CORUM 3.0", list.Markup);
        Assert.Equal(["3,633", "3,450", "0", "183", "40"], list.FindAll("td.num:not(.size)").Select(x => x.TextContent.Trim()));
        Assert.Equal(["set.txt/Rejected", "set.txt/Warnings"], list.FindAll("td a").Select(x => x.GetAttribute("href")));
    }

    [Fact]
    public void A_faulty_file_says_why_and_that_nothing_was_taken()
    {
        var list = Files(new GivenFile(Guid.NewGuid(), "photo.png", 12, new UploadKind(UploadContent.Unknown, null, "This is not a text file."), null));

        Assert.Contains("This is not a text file. Nothing of this file was taken.", list.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void Leaving_a_file_out_names_it()
    {
        Guid? left = null;
        var file = File(UploadContent.Sequences, "FASTA", null);
        var list = Files(id => left = id, file);

        list.Find("button").Click();

        Assert.Equal(file.UploadId, left);
    }

    [Fact]
    public void Confirming_tells_what_will_be_stored_and_hands_over_the_name()
    {
        string? confirmed = null;
        var bar = Bar(null, name => confirmed = name);

        bar.Find("input").Input("Human complexes");
        bar.Find("form").Submit();

        Assert.Equal("Human complexes", confirmed);
        Assert.Equal("Import 3,450 complexes", bar.Find("button").TextContent.Trim());
        Assert.Equal("959 ready to fold · 2,479 wait for sequences · 12 cannot be folded yet · 183 rows left out", bar.Find(".sum").TextContent.Trim());
    }

    [Fact]
    public void Nothing_is_confirmed_without_a_name_or_against_an_obstacle()
    {
        var nameless = Bar(null, _ => { });
        nameless.Find("input").Input("  ");
        var hindered = Bar("Remove photo.png or give it again.", _ => { });

        Assert.True(nameless.Find("button").HasAttribute("disabled"));
        Assert.True(hindered.Find("button").HasAttribute("disabled"));
        Assert.Contains("Remove photo.png", hindered.Find(".sum").TextContent);
    }

    [Fact]
    public void A_name_that_was_typed_stays_when_files_are_added()
    {
        var bar = Bar(null, _ => { });
        bar.Find("input").Input("Human complexes");

        bar.Render(x => x.Add(y => y.SuggestedName, "Another").Add(y => y.Reading, 2));

        Assert.Equal("Human complexes", bar.Find("input").GetAttribute("value"));
        Assert.Equal("Reading 2 files…", bar.Find(".sum").TextContent.Trim());
        Assert.True(bar.Find("button").HasAttribute("disabled"));
    }

    [Fact]
    public void Files_that_became_a_campaign_lead_to_it()
    {
        var campaign = Guid.NewGuid();
        var bar = Bar(null, _ => { });

        bar.Render(x => x.Add(y => y.Became, campaign));

        Assert.Equal(Links.Campaign(campaign), bar.Find("a").GetAttribute("href"));
        Assert.Empty(bar.FindAll("button"));
    }

    [Fact]
    public void Two_complex_sets_or_a_faulty_file_are_an_obstacle()
    {
        var set = File(UploadContent.ComplexSet, "CORUM 3.0", null);
        var bad = new GivenFile(Guid.NewGuid(), "photo.png", 12, new UploadKind(UploadContent.Unknown, null, "This is not a text file."), null);

        Assert.Null(new ImportView([set], null, null).Obstacle);
        Assert.Contains("one complex set", new ImportView([set, set], null, null).Obstacle);
        Assert.Contains("photo.png", new ImportView([set, bad], null, null).Obstacle);
    }

    private static GivenFile File(UploadContent content, string format, RowAccount? account)
    {
        var id = Guid.NewGuid();
        var reading = account is null ? null : new FileReading { UploadId = id, FileName = "set.txt", Sha256 = "", Bytes = 12, Format = format, Account = account };
        return new GivenFile(id, "set.txt", 12, new UploadKind(content, format, null), reading);
    }

    private IRenderedComponent<FileList> Files(params GivenFile[] files) => Files(_ => { }, files);

    private IRenderedComponent<FileList> Files(Action<Guid> onRemove, params GivenFile[] files) => Render<FileList>(x => x
        .Add(y => y.Files, files).Add(y => y.NotesHref, (file, kind) => $"{file.FileName}/{kind}").Add(y => y.OnRemove, onRemove));

    private IRenderedComponent<ConfirmBar> Bar(string? obstacle, Action<string> onConfirm) => Render<ConfirmBar>(x => x
        .Add(y => y.Totals, s_totals).Add(y => y.Rejected, 183).Add(y => y.SuggestedName, "CORUM").Add(y => y.Obstacle, obstacle).Add(y => y.OnConfirm, onConfirm));
}
