using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FoldCP.Web.Campaigns;

/// <summary>The browser's own modal dialog: it keeps the focus, closes with Esc and gives the focus back.</summary>
public sealed partial class ModalDialog(IJSRuntime js) : IAsyncDisposable
{
    private readonly string _titleId = $"dialog-{Guid.NewGuid():N}";
    private ElementReference _dialog;
    private BrowserPart<ModalDialog>? _shown;

    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    [Parameter] public RenderFragment? Actions { get; set; }

    [Parameter] public string? Id { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>Whether it opens as soon as it is drawn; else a script or <see cref="OpenAsync"/> opens it.</summary>
    [Parameter] public bool OpensAtOnce { get; set; }

    [Parameter] public EventCallback Closed { get; set; }

    public Task OpenAsync() => CallAsync("open");

    public Task CloseAsync() => CallAsync("close");

    public ValueTask DisposeAsync() => _shown?.DisposeAsync() ?? ValueTask.CompletedTask;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _shown = new(js, "./Campaigns/ModalDialog.razor.js", this);
        await _shown.AttachAsync(_dialog);
        if (OpensAtOnce)
            await OpenAsync();
    }

    private Task CallAsync(string method) => _shown?.InvokeAsync(method) ?? Task.CompletedTask;
}
