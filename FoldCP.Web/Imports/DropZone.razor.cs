using FoldCP.Web.Frame.Parts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.JSInterop;

namespace FoldCP.Web.Imports;

/// <summary>Takes files by drop or choice. The browser uploads them itself, with progress, and only their ids come through the circuit.</summary>
public sealed partial class DropZone(IJSRuntime browser, AntiforgeryStateProvider antiforgery) : IAsyncDisposable
{
    private ElementReference _zone;
    private BrowserPart<DropZone>? _uploader;

    [Parameter, EditorRequired] public required string Title { get; set; }

    /// <summary>The largest file that is taken, in bytes; larger ones are refused before they are sent.</summary>
    [Parameter, EditorRequired] public required long MaxBytes { get; set; }

    /// <summary>One line, for a page that already has files.</summary>
    [Parameter] public bool Compact { get; set; }

    /// <summary>All files of a drop have arrived, or failed; these have arrived.</summary>
    [Parameter, EditorRequired] public EventCallback<IReadOnlyList<Guid>> OnUploaded { get; set; }

    public ValueTask DisposeAsync() => _uploader?.DisposeAsync() ?? ValueTask.CompletedTask;

    [JSInvokable]
    public Task Uploaded(Guid[] ids) => OnUploaded.InvokeAsync(ids);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;

        _uploader = new(browser, "./Imports/DropZone.razor.js", this);
        await _uploader.AttachAsync(_zone, MaxBytes, antiforgery.GetAntiforgeryToken()?.Value);
    }
}
