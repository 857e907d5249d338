using System.Net.Sockets;
using FoldCP.Web.Frame;
using Npgsql;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace FoldCP.Web.Tests.Browser;

/// <summary>An import meets a server in trouble, which passes.</summary>
public sealed class ImportTroubleJourney(BrowserApp app) : IClassFixture<BrowserApp>
{
    private string Uploads => Path.Combine(app.Server.StateFolder, "uploads");

    [Fact]
    public async Task What_cannot_be_read_is_told_and_read_when_it_can_be()
    {
        await using var visit = await app.OpenAsync(Links.Import);
        await visit.GiveAsync(GivenFiles.Complexes);
        await Expect(visit.ImportButton()).ToBeEnabledAsync();

        // A socket in a file's place is there and cannot be opened, not even by root.
        string file = Assert.Single(Directory.GetFiles(Uploads));
        File.Move(file, file + ".away");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(file));
            await visit.GiveAsync(GivenFiles.Sequences);
            await Expect(visit.Trouble()).ToContainTextAsync("The server cannot get at your files just now.");
            await Expect(visit.ImportButton()).ToBeDisabledAsync();
            await visit.PhotographAsync("import-trouble");
            await visit.AssertAccessibleAsync();
        }
        File.Move(file + ".away", file, overwrite: true);
        await visit.TryAgainAsync();
        await Expect(visit.Page.Locator(".sum")).ToContainTextAsync("3 ready to fold");

        await RenameAsync("SequenceNames", "Elsewhere");
        await visit.GiveAsync(GivenFiles.FaultySequences);
        await Expect(visit.Trouble()).ToContainTextAsync("This page stopped working.");
        await RenameAsync("Elsewhere", "SequenceNames");
        await visit.TryAgainAsync();
        await Expect(visit.File("faulty-sequences.fasta")).ToBeVisibleAsync();
        await Expect(visit.ImportButton()).ToBeEnabledAsync();
        Assert.Empty(visit.Faults);
    }

    private async Task RenameAsync(string table, string other)
    {
        await using var source = NpgsqlDataSource.Create(app.Server.ConnectionString);
        await using var command = source.CreateCommand($"""ALTER TABLE fold."{table}" RENAME TO "{other}" """);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
