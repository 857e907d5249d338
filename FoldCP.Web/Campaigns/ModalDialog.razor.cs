using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FoldCP.Web.Campaigns;

/// <summary>The browser's own modal dialog: it keeps the focus, closes with Esc and gives the focus back.</summary>
public sealed partial class ModalDialog(IJSRuntime js) : IAsyncDisposable
{
    private readonly string _titleId = $"dialog-{Guid.NewGuid():N}";
    private ElementReference _dialog;
    private IJSObjectReference? _module;

    [Parameter, EditorRequired] public required string Title { get; set; }

    [Parameter, EditorRequired] public required RenderFragment ChildContent { get; set; }

    [Parameter] public RenderFragment? Actions { get; set; }

    [Parameter] public string? Id { get; set; }

    [Parameter] public string? Class { get; set; }

    /// <summary>Whether it opens as soon as it is drawn; else a script or <see cref="OpenAsync"/> opens it.</summary>
    [Parameter] public bool OpensAtOnce { get; set; }

    [Parameter] public EventCallback Closed { get; set; }

    public async Task OpenAsync() => await (await ModuleAsync()).InvokeVoidAsync("open", _dialog);

    public async Task CloseAsync() => await (await ModuleAsync()).InvokeVoidAsync("close", _dialog);

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed, and the dialog with it.
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && OpensAtOnce)
            await OpenAsync();
    }

    private async ValueTask<IJSObjectReference> ModuleAsync()
        => _module ??= await js.InvokeAsync<IJSObjectReference>("import", "./Campaigns/ModalDialog.razor.js");
}
