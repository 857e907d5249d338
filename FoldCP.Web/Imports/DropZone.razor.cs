using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace FoldCP.Web.Imports;

/// <summary>Takes files by drop or choice. The browser uploads them itself, with progress, and only their ids come through the circuit.</summary>
public sealed partial class DropZone(IJSRuntime browser, AntiforgeryStateProvider antiforgery) : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private ElementReference _zone;
    private IJSObjectReference? _module;
    private IJSObjectReference? _uploader;
    private DotNetObjectReference<DropZone>? _self;

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>The largest file that is taken, in bytes; larger ones are refused before they are sent.</summary>
    [Parameter, EditorRequired] public required long MaxBytes { get; set; }

    /// <summary>One line, for a page that already has files.</summary>
    [Parameter] public bool Compact { get; set; }

    /// <summary>All files of a drop have arrived, or failed; these have arrived.</summary>
    [Parameter, EditorRequired] public EventCallback<IReadOnlyList<Guid>> OnUploaded { get; set; }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        _self?.Dispose();
        try
        {
            if (_uploader is not null)
            {
                await _uploader.InvokeVoidAsync("dispose");
                await _uploader.DisposeAsync();
            }

            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone, and its uploads with it.
        }

        _closed.Dispose();
    }

    [JSInvokable]
    public Task Uploaded(Guid[] ids) => OnUploaded.InvokeAsync(ids);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _self = DotNetObjectReference.Create(this);
        _module = await browser.InvokeAsync<IJSObjectReference>("import", _closed.Token, "./Imports/DropZone.razor.js");
        _uploader = await _module.InvokeAsync<IJSObjectReference>("attach", _closed.Token, _zone, _self, MaxBytes, antiforgery.GetAntiforgeryToken()?.Value);
    }
}
