using Bunit;
using FoldCP.Jobs.Imports;
using FoldCP.Web.Imports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace FoldCP.Web.Tests.Imports;

public sealed class NotesTests : BunitContext
{
    private static readonly FileNote[] s_notes =
    [
        new("set.txt", new ImportNote(0, NoteSeverity.Warning, null, null, "No stoichiometry in this file; one copy of each is assumed.")),
        new("set.txt", new ImportNote(12, NoteSeverity.Rejected, "33", "=1+\"x\", y", "The id is used twice.")),
        new("some.fasta", new ImportNote(1_405, NoteSeverity.Rejected, "P12345", "MKJ*", "J is no residue.")),
    ];

    private readonly FakeTimeProvider _clock = new();

    public NotesTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<TimeProvider>(_clock);
    }

    [Fact]
    public void A_table_of_notes_keeps_commas_quotes_and_empty_cells()
    {
        var lines = NotesCsv.Of(s_notes).Split("\r\n");

        Assert.Equal("file,line,kind,item,value,reason", lines[0]);
        Assert.Equal("set.txt,0,Warning,,,No stoichiometry in this file; one copy of each is assumed.", lines[1]);
        Assert.Equal("set.txt,12,Rejected,33,\"=1+\"\"x\"\", y\",The id is used twice.", lines[2]);
        Assert.Equal(5, lines.Length);
    }

    [Theory]
    [InlineData(NoteFilter.All, "", 3)]
    [InlineData(NoteFilter.Rejected, "", 2)]
    [InlineData(NoteFilter.Warnings, "", 1)]
    [InlineData(NoteFilter.All, "p12345", 1)]
    [InlineData(NoteFilter.All, "1405", 1)]
    [InlineData(NoteFilter.Warnings, "p12345", 0)]
    public void Notes_are_listed_by_kind_and_by_what_they_say(NoteFilter filter, string find, int listed)
    {
        var table = Table(filter, find);

        Assert.Equal(listed, table.FindAll("td.kind").Count);
    }

    [Fact]
    public void Each_kind_is_counted_whatever_is_listed()
    {
        var table = Table(NoteFilter.Warnings, "nothing like it");

        Assert.Equal(["3", "2", "1"], table.FindAll(".segments .count").Select(x => x.TextContent));
        Assert.Contains("No note matches", table.Markup);
    }

    [Fact]
    public void A_note_shows_line_value_and_reason()
    {
        var row = Table(NoteFilter.Rejected, "some.fasta").FindAll("tbody td").Select(x => x.TextContent.Trim());

        Assert.Equal(["some.fasta", "1405", "Rejected", "P12345", "J is no residue.", "MKJ*"], row);
    }

    [Fact]
    public void Of_quick_letters_only_the_last_text_is_looked_for()
    {
        List<string> asked = [];
        var table = Table(NoteFilter.All, "");
        table.Render(x => x.Add(y => y.OnFind, asked.Add));

        table.Find("input").Input("P1");
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        table.Find("input").Input("P123");
        _clock.Advance(TimeSpan.FromSeconds(1));

        table.WaitForAssertion(() => Assert.Equal(["P123"], asked));
    }

    private IRenderedComponent<NotesTable> Table(NoteFilter filter, string find) => Render<NotesTable>(x => x
        .Add(y => y.Notes, s_notes).Add(y => y.Filter, filter).Add(y => y.Find, find).Add(y => y.CsvHref, "/import/notes.csv"));
}
