using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace FoldCP.Web.Tests.Browser;

/// <summary>What a person does and looks at on the import page.</summary>
internal static partial class ImportSteps
{
    public static async Task GiveAsync(this Visit visit, params FilePayload[] files)
    {
        await visit.WaitForCircuitAsync();
        await visit.Page.Locator("[data-files]").SetInputFilesAsync(files);
    }

    /// <summary>A file's line in the account.</summary>
    public static ILocator File(this Visit visit, string name)
        => visit.Page.GetByRole(AriaRole.Row).Filter(new() { Has = visit.Page.GetByRole(AriaRole.Button, new() { Name = $"Leave {name} out" }) });

    /// <summary>A note about an item.</summary>
    public static ILocator Note(this Visit visit, string item)
        => visit.Page.GetByRole(AriaRole.Region, new() { Name = "Notes" }).GetByRole(AriaRole.Row)
            .Filter(new() { Has = visit.Page.GetByRole(AriaRole.Cell, new() { Name = item, Exact = true }) });

    /// <summary>A protein among those without a sequence.</summary>
    public static ILocator Missing(this Visit visit, string accession)
        => visit.Page.GetByRole(AriaRole.Region, new() { Name = "Missing sequences" }).GetByRole(AriaRole.Cell, new() { Name = accession, Exact = true });

    public static ILocator ImportButton(this Visit visit) => visit.Page.GetByRole(AriaRole.Button, new() { NameRegex = ImportWords() });

    /// <summary>What the server could not do.</summary>
    public static ILocator Trouble(this Visit visit) => visit.Page.GetByRole(AriaRole.Alert).Filter(new() { Has = AgainIn(visit) });

    public static Task TryAgainAsync(this Visit visit) => AgainIn(visit).ClickAsync();

    private static ILocator AgainIn(Visit visit) => visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" });

    [GeneratedRegex("^Import [0-9,]+ complex")]
    private static partial Regex ImportWords();
}

/// <summary>Files that people give to an import, the good and the bad.</summary>
internal static class GivenFiles
{
    public static FilePayload Complexes => Kept("few-complexes.tsv");

    public static FilePayload Sequences => Kept("few-sequences.fasta");

    /// <summary>A digit among residues, an accession with two sequences, a header without one.</summary>
    public static FilePayload FaultySequences => Kept("faulty-sequences.fasta");

    public static FilePayload Empty => Of("empty.fasta", []);

    public static FilePayload Binary => Of("photo.tsv", [0xff, 0xd8, 0xff, 0xe0, 0x10]);

    public static FilePayload Letter => Of("letter.txt", "Dear colleagues,\nplease find enclosed\n"u8.ToArray());

    private static FilePayload Kept(string name)
        => Of(name, System.IO.File.ReadAllBytes(Repository.PathOf($"tests/FoldCP.Web.Tests/Browser/Files/{name}")));

    private static FilePayload Of(string name, byte[] content) => new() { Name = name, MimeType = "application/octet-stream", Buffer = content };
}
