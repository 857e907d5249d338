using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace FoldCP.Web.Complexes;

/// <summary>The list beside an open complex: j and k walk through it from anywhere on the page.</summary>
public sealed partial class ComplexStrip(IJSRuntime js) : IAsyncDisposable
{
    /// <summary>Pixels; the same as --row in tokens.css.</summary>
    private const int RowHeight = 32;

    private ElementReference _list;
    private Virtualize<ComplexRow>? _rows;
    private BrowserPart<ComplexStrip>? _keys;
    private ListSnapshot? _shown;
    private Guid? _revealed;
    private ListPage _drawn = ListPage.Empty;

    [Parameter, EditorRequired] public required ListSnapshot List { get; set; }

    [Parameter, EditorRequired] public required Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyList<ComplexRow>>> Read { get; set; }

    [Parameter, EditorRequired] public required Guid CurrentId { get; set; }

    [Parameter] public EventCallback<Guid> Opened { get; set; }

    private string? ActiveRow => _drawn.Draws(List.PlaceOf(CurrentId)) ? IdOf(CurrentId) : null;

    public async Task RefreshAsync()
    {
        if (_rows is null)
            return;

        await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    [JSInvokable]
    public Task MoveAsync(int by, bool extend) => List.Step(CurrentId, by) is { } next && next != CurrentId ? Opened.InvokeAsync(next) : Task.CompletedTask;

    [JSInvokable]
    public Task MoveToEndAsync(bool last) => List.Count == 0 ? Task.CompletedTask : Opened.InvokeAsync(last ? List.Ids[^1] : List.Ids[0]);

    [JSInvokable]
    public Task OpenAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => _keys?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _keys = new(js, "./js/list-keys.js", this);
            await _keys.AttachAsync(_list, new { everywhere = true, help = "#complex-keys" });
        }
        if (!ReferenceEquals(_shown, List))
        {
            (_shown, _revealed) = (List, null);
            await RefreshAsync();
        }
        if (_keys is { IsAttached: true } && _revealed != CurrentId && List.PlaceOf(CurrentId) is { } place)
        {
            _revealed = CurrentId;
            await _keys.InvokeAsync("reveal", place);
        }
    }

    private static string? ScoreInWords(ComplexRow row) => row switch
    {
        { Score: null } => null,
        { Trained: false } => "From untrained weights, or weights not known to be trained: do not trust this number",
        _ => "Confidence of the best sample, 0 to 1, higher is better",
    };

    private static string IdOf(Guid id) => $"line-{id:N}";

    private async ValueTask<ItemsProviderResult<ComplexRow>> PageAsync(ItemsProviderRequest asked)
    {
        var list = List;
        _drawn = await ListPage.ReadAsync(list, asked, Read);
        StateHasChanged(); // the current row may have come into being
        return new ItemsProviderResult<ComplexRow>(_drawn.Rows, list.Count);
    }
}
