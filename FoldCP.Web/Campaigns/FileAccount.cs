using FoldCP.Jobs;
using FoldCP.Jobs.Imports;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Campaigns;

/// <summary>An imported file as its campaign shows it: the account of its rows and the first of its notes, rejected rows before warnings.</summary>
internal sealed record FileAccount(Guid Id, string FileName, string Sha256, string Format, DateTimeOffset ImportedAt, RowAccount Rows, int NoteCount, IReadOnlyList<ImportNote> FirstNotes)
{
    /// <summary>How many notes are shown; the others are in the file's table.</summary>
    public const int NotesShown = 500;

    public static async Task<List<FileAccount>> AllOfAsync(FoldContext db, Guid campaignId, CancellationToken stop)
        => await db.ImportedFiles.AsNoTracking().Where(x => x.CampaignId == campaignId).OrderBy(x => x.ImportedAt).ThenBy(x => x.Id)
            .Select(x => new FileAccount(
                x.Id, x.FileName, x.Sha256, x.Format, x.ImportedAt,
                new RowAccount(x.RowsRead, x.RowsImported, x.RowsNotNeeded, x.RowsRejected, x.RowsWithWarnings),
                x.Notes.Count,
                x.Notes.OrderBy(note => note.Severity != NoteSeverity.Rejected).ThenBy(note => note.Line).Take(NotesShown)
                    .Select(note => new ImportNote(note.Line, note.Severity, note.Item, note.Value, note.Reason)).ToList()))
            .ToListAsync(stop);
}
