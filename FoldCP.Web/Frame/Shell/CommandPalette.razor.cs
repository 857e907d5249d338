using FoldCP.Jobs;
using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace FoldCP.Web.Frame.Shell;

/// <summary>
/// Ctrl-K: a few letters lead to any campaign, complex or page. The dialog, its keys and the typed text live in the browser: a text
/// that came back from here could undo letters typed in the meantime.
/// </summary>
public sealed partial class CommandPalette(
    IDbContextFactory<FoldContext> contexts, NavigationManager navigation, AuthenticationStateProvider people, IJSRuntime browser) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private ElementReference _dialog;
    private ElementReference _input;
    private BrowserPart<CommandPalette>? _keys;
    private CancellationTokenSource _search = new();
    private IReadOnlyList<Destination> _found = [];
    private string _typed = "";
    private bool _asked;
    private bool _isAway;
    private int _at;

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        if (_keys is not null)
            await _keys.DisposeAsync();
        _search.Dispose();
        _closed.Dispose();
    }

    /// <summary>The browser opened the dialog: start with an empty line.</summary>
    [JSInvokable]
    public async Task Opened()
    {
        await SearchAsync("");
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _keys = new(browser, "./Frame/Shell/CommandPalette.razor.js", this);
        await _keys.AttachAsync(_dialog, _input);
    }

    private Task TypeAsync(ChangeEventArgs change) => SearchAsync(change.Value as string ?? "");

    private async Task SearchAsync(string typed)
    {
        var before = _search;
        _search = CancellationTokenSource.CreateLinkedTokenSource(_closed.Token);
        var stop = _search.Token;
        _typed = typed;
        await before.CancelAsync();
        before.Dispose();
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            var found = await db.FindDestinationsAsync((await people.GetAuthenticationStateAsync()).User, typed, stop);
            if (!stop.IsCancellationRequested)
                (_found, _at, _asked, _isAway) = (found, 0, true, false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Another letter was typed: its search answers.
        }
        catch (Exception away) when (away.IsDatabaseAway())
        {
            (_found, _at, _isAway) = ([], 0, true);
        }
    }

    private Task KeyAsync(KeyboardEventArgs key) => key.Key switch
    {
        "ArrowDown" => MoveAsync(1),
        "ArrowUp" => MoveAsync(-1),
        "Enter" when _found.Count > 0 => GoAsync(_found[_at]),
        _ => Task.CompletedTask,
    };

    private async Task MoveAsync(int by)
    {
        if (_found.Count == 0)
            return;

        _at = (_at + by + _found.Count) % _found.Count;
        if (_keys is not null)
            await _keys.InvokeAsync("reveal", $"palette-{_at}");
    }

    private async Task GoAsync(Destination place)
    {
        if (_keys is not null)
            await _keys.InvokeAsync("close");
        navigation.NavigateTo(place.Href);
    }
}
