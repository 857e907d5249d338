using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.JSInterop;

namespace FoldCP.Web.Complexes;

/// <summary>A list of complexes as a grid with keys; it draws only the rows in sight and moves none of them.</summary>
public sealed partial class ComplexTable(IJSRuntime js) : IAsyncDisposable
{
    /// <summary>Pixels; the same as --row in tokens.css.</summary>
    private const int RowHeight = 32;

    private ElementReference _list;
    private Virtualize<Placed>? _rows;
    private BrowserPart<ComplexTable>? _keys;
    private ListSnapshot? _shown;
    private ListPage _drawn = ListPage.Empty;
    private Guid? _rangeFrom;
    private bool _mustReveal;

    [Parameter, EditorRequired] public required ListSnapshot List { get; set; }

    /// <summary>Reads the rows of these ids, in their order.</summary>
    [Parameter, EditorRequired] public required Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyList<ComplexRow>>> Read { get; set; }

    [Parameter, EditorRequired] public required Func<Guid, string> HrefOf { get; set; }

    [Parameter] public Guid? CurrentId { get; set; }

    [Parameter] public EventCallback<Guid?> CurrentIdChanged { get; set; }

    [Parameter] public ComplexSelection Selection { get; set; } = ComplexSelection.None;

    [Parameter] public EventCallback<ComplexSelection> SelectionChanged { get; set; }

    [Parameter] public EventCallback<ComplexSort> SortAsked { get; set; }

    [Parameter] public EventCallback<Guid> Opened { get; set; }

    private bool IsAllSelected => List.Count > 0 && Selection.Count(List.Count) == List.Count;

    /// <summary>The current row's element, as long as it is drawn: a reference to one that is not is a fault for screen readers.</summary>
    private string? ActiveRow => _drawn.Draws(List.PlaceOf(CurrentId)) ? ComplexTableRow.IdOf(CurrentId!.Value) : null;

    /// <summary>Reads the drawn rows again, each in its place.</summary>
    public async Task RefreshAsync()
    {
        if (_rows is null)
            return;

        await _rows.RefreshDataAsync();
        StateHasChanged();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            _keys = new(js, "./js/list-keys.js", this);
            await _keys.AttachAsync(_list, new { filter = "#complex-filter", help = "#grid-keys", everywhere = true });
        }
        if (!ReferenceEquals(_shown, List))
        {
            _shown = List;
            _mustReveal = true;
            await RefreshAsync();
        }
        if (_mustReveal && _keys is { IsAttached: true })
        {
            _mustReveal = false;
            await RevealAsync(CurrentId);
        }
    }

    [JSInvokable]
    public async Task MoveAsync(int by, bool extend)
    {
        var (from, to) = (CurrentId, List.Step(CurrentId, by));
        if (to is null)
            return;

        if (!extend)
            _rangeFrom = null;
        else if ((_rangeFrom ??= from) is { } start)
            await SelectionChanged.InvokeAsync(Selection.With(List.Between(start, to.Value)));
        await GoToAsync(to.Value);
    }

    [JSInvokable]
    public Task MoveToEndAsync(bool last) => List.Count == 0 ? Task.CompletedTask : GoToAsync(last ? List.Ids[^1] : List.Ids[0]);

    [JSInvokable]
    public Task OpenAsync() => CurrentId is { } id ? Opened.InvokeAsync(id) : Task.CompletedTask;

    [JSInvokable(nameof(ToggleAsync))]
    public Task ToggleCurrentAsync() => CurrentId is { } id ? ToggleAsync(id) : Task.CompletedTask;

    [JSInvokable]
    public Task SelectAllAsync() => SelectionChanged.InvokeAsync(IsAllSelected ? ComplexSelection.None : ComplexSelection.All(List.Query));

    [JSInvokable]
    public Task ClearAsync() => SelectionChanged.InvokeAsync(ComplexSelection.None);

    public ValueTask DisposeAsync() => _keys?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async ValueTask<ItemsProviderResult<Placed>> PageAsync(ItemsProviderRequest asked)
    {
        var list = List;
        _drawn = await ListPage.ReadAsync(list, asked, Read);
        StateHasChanged(); // the current row may have come into being
        return new ItemsProviderResult<Placed>(_drawn.Rows.Select((row, i) => new Placed(row, asked.StartIndex + i)), list.Count);
    }

    private async Task GoToAsync(Guid id)
    {
        await CurrentIdChanged.InvokeAsync(id);
        await RevealAsync(id);
    }

    private async Task RevealAsync(Guid? id)
    {
        if (_keys is { IsAttached: true } && List.PlaceOf(id) is { } place)
            await _keys.InvokeAsync("reveal", place);
    }

    private Task PickAsync(Guid id)
    {
        _rangeFrom = null;
        return CurrentIdChanged.InvokeAsync(id);
    }

    private Task ToggleAsync(Guid id) => SelectionChanged.InvokeAsync(Selection.Toggle(id));

    private Task OpenRowAsync(Guid id) => Opened.InvokeAsync(id);

    private string SortOf(ComplexColumn column) => column.Sort == List.Query.Sort ? (List.Query.Descending ? "descending" : "ascending") : "none";

    private string? ArrowOf(ComplexColumn column) => column.Sort == List.Query.Sort ? (List.Query.Descending ? "↓" : "↑") : null;

    private sealed record Placed(ComplexRow Row, int Place);
}
