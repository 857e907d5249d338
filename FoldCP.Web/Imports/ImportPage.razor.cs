using FoldCP.Jobs.Campaigns;
using FoldCP.Jobs.Imports;
using FoldCP.Web.Frame;
using FoldCP.Web.Frame.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Routing;

namespace FoldCP.Web.Imports;

/// <summary>From files to a campaign: what was recognised, the account, what is missing, a name, the button. All of it is in the address.</summary>
public sealed partial class ImportPage(
    ImportViews views, UploadStore uploads, ConfirmImport confirm, NavigationManager navigation, ILogger<ImportPage> logger) : IDisposable
{
    private static readonly Crumb[] s_above = [new("Campaigns", Links.Campaigns)];

    private readonly CancellationTokenSource _closed = new();
    private CancellationToken _stop;
    private ImportAddress _address = new();
    private ImportView _view = ImportView.Nothing;
    private IReadOnlyList<FileNote> _notes = [];
    private IReadOnlyList<Guid> _readFrom = [];
    private bool _reading;
    private bool _storing;
    private string? _broken;
    private string? _unread;

    [CascadingParameter] private Task<AuthenticationState>? SignedIn { get; set; }

    private string DropTitle => _address.Uploads.Count == 0 ? "Drop your files here" : "Drop more files anywhere on this page, sequences for instance";

    public void Dispose()
    {
        navigation.LocationChanged -= OnMoved;
        _closed.Cancel();
        _closed.Dispose();
    }

    protected override void OnInitialized()
    {
        _stop = _closed.Token;
        navigation.LocationChanged += OnMoved;
        _address = ImportAddress.Of(navigation.Uri);
        _reading = _address.Uploads.Count > 0;
    }

    /// <summary>Files are read once there is a circuit: reading them for the first picture as well would double the wait.</summary>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await ReadAsync();
    }

    private static IEnumerable<(ImportTab Tab, string Word, int? Count)> Tabs(ImportPreview preview) =>
    [
        (ImportTab.Rows, "First rows as read", null),
        (ImportTab.Notes, "Notes", preview.SequenceFiles.Prepend(preview.ComplexSet).Sum(x => x.Notes.Count)),
        (ImportTab.Missing, "Missing sequences", preview.Missing.Count),
    ];

    /// <summary>"corum_2018-06-27_allComplexes.txt.gz" suggests "corum 2018-06-27 allComplexes".</summary>
    private static string NameFrom(string fileName)
    {
        var bare = fileName.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? fileName[..^3] : fileName;
        var name = Path.GetFileNameWithoutExtension(bare).Replace('_', ' ').Trim();
        return name.Length <= Campaign.LongestName ? name : name[..Campaign.LongestName];
    }

    private string Download(string file) => new ImportAddress { Uploads = _address.Uploads }.ToUri($"{Links.Import}/{file}");

    private string NotesOf(GivenFile file, NoteFilter kind)
        => (_address with { Tab = ImportTab.Notes, Notes = kind, Find = file.FileName }).ToUri();

    /// <summary>
    /// What is looked at follows at once, and the address after it: typing must not wait for the way there and back, and of two files
    /// that are left out one right after the other, neither comes back.
    /// </summary>
    private void Go(ImportAddress address)
    {
        bool sameFiles = address.Uploads.SequenceEqual(_address.Uploads);
        _address = address;
        navigation.NavigateTo(address.ToUri(), replace: sameFiles);
    }

    private void AddAsync(IReadOnlyList<Guid> ids) => Go(_address with { Uploads = [.. _address.Uploads, .. ids] });

    private async Task RemoveAsync(Guid id)
    {
        try
        {
            await uploads.DeleteAsync(await PersonIdAsync(), id, _stop);
        }
        catch (Exception fault) when (ImportTrouble.WordsOf(fault) is { } words)
        {
            // The file is left out all the same; what stays of it goes when its time is over.
            LogTrouble(words, fault);
        }
        Go(_address with { Uploads = [.. _address.Uploads.Where(x => x != id)] });
    }

    private async Task ConfirmAsync(string name)
    {
        if (_view is not { CanConfirm: true, Choice: { } choice } || _storing || _reading || _unread is not null || !_readFrom.SequenceEqual(_address.Uploads))
            return;

        (_storing, _broken) = (true, null);
        var outcome = await StoreAsync(name, choice);
        (_storing, _broken) = (outcome.CampaignId is not null, outcome.Refusal);
        if (outcome.CampaignId is { } campaign)
            navigation.NavigateTo(Links.Campaign(campaign));
    }

    private async Task<ConfirmOutcome> StoreAsync(string name, ImportChoice choice)
    {
        try
        {
            return await confirm.ConfirmAsync(await PersonIdAsync(), name, choice, _stop);
        }
        catch (Exception fault) when (ImportTrouble.WordsOf(fault) is { } words)
        {
            LogTrouble(words, fault);
            return new ConfirmOutcome(null, words);
        }
    }

    private void OnMoved(object? sender, LocationChangedEventArgs moved)
    {
        if (new Uri(moved.Location).AbsolutePath != Links.Import)
            return;

        _address = ImportAddress.Of(moved.Location);
        _ = InvokeAsync(ReadAsync);
    }

    private Task ReadAgainAsync()
    {
        _readFrom = [];
        return ReadAsync();
    }

    /// <summary>Nobody awaits this when the address changes, so it throws nothing: trouble that passes is told, all else breaks the page.</summary>
    private async Task ReadAsync()
    {
        if (_readFrom.SequenceEqual(_address.Uploads))
        {
            StateHasChanged();
            return;
        }

        var ids = _readFrom = _address.Uploads;
        (_reading, _broken, _unread) = (true, null, null);
        StateHasChanged();
        try
        {
            await ReadAsync(ids);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The page is closed.
        }
        catch (Exception fault) when (ImportTrouble.WordsOf(fault) is { } words)
        {
            LogTrouble(words, fault);
            if (ReferenceEquals(ids, _readFrom))
                (_unread, _reading) = (words, false);
            StateHasChanged();
        }
        catch (Exception fault)
        {
            await DispatchExceptionAsync(fault);
        }
    }

    private async Task ReadAsync(IReadOnlyList<Guid> ids)
    {
        var view = await views.ReadAsync((await SignedIn!).User, ids, _stop);
        if (!ReferenceEquals(ids, _readFrom))
            return;

        (_view, _notes, _reading) = (view, [.. view.Notes], false);
        StateHasChanged();
    }

    private async Task<Guid> PersonIdAsync() => (await SignedIn!).User.Id();

    [LoggerMessage(LogLevel.Warning, "An import waits: {Words}")]
    private partial void LogTrouble(string words, Exception fault);
}
