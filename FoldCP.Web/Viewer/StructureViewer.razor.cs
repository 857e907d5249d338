using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace FoldCP.Web.Viewer;

/// <summary>Shows a structure with Mol*. The browser downloads it by its address; nothing of it passes through the circuit.</summary>
public sealed partial class StructureViewer(IJSRuntime js) : IAsyncDisposable
{
    private const string ModulePath = "./Viewer/StructureViewer.razor.js";

    private readonly object _hostKey = new();
    private ElementReference _frame;
    private ElementReference _host;
    private IJSObjectReference? _module;
    private IJSObjectReference? _viewer;
    private DotNetObjectReference<StructureViewer>? _self;
    private ViewerState _state = ViewerState.Empty;
    private (string? Url, StructureColour Colour, StructureStyle Style) _asked;
    private bool _spins;
    private bool _isDisposed;

    /// <summary>An address of this site that answers with mmCIF; null shows nothing.</summary>
    [Parameter, EditorRequired] public required string? Url { get; set; }

    [Parameter, EditorRequired] public required string Label { get; set; }

    /// <summary>The name under which an image is saved, without ending.</summary>
    [Parameter] public string ImageName { get; set; } = "structure";

    [Parameter] public StructureColour Colour { get; set; }

    [Parameter] public EventCallback<StructureColour> ColourChanged { get; set; }

    [Parameter] public StructureStyle Style { get; set; }

    [Parameter] public EventCallback<StructureStyle> StyleChanged { get; set; }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await StartAsync();

        if (_viewer is not null && !_isDisposed)
            await FollowParametersAsync(_viewer);
    }

    [JSInvokable]
    public void Shown(int atoms, int residues, StructureStyle drawnAs)
        => Become(new ViewerState(ViewerPhase.Shown, drawnAs) { Atoms = atoms, Residues = residues });

    [JSInvokable]
    public void Drawn(StructureStyle drawnAs) => Become(_state with { DrawnAs = drawnAs });

    [JSInvokable]
    public void Failed(string kind, string detail) => Become(ViewerState.FailedBy(kind, detail));

    public async ValueTask DisposeAsync()
    {
        _isDisposed = true;
        try
        {
            if (_viewer is not null)
            {
                await _viewer.InvokeVoidAsync("dispose");
                await _viewer.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed: nothing is left to dispose in the browser.
        }
        _self?.Dispose();
    }

    private static string Pressed(bool on) => on ? "true" : "false";

    private static string ThemeOf(StructureColour colour) => colour == StructureColour.Chain ? "chain-id" : "plddt-confidence";

    private async Task StartAsync()
    {
        _self = DotNetObjectReference.Create(this);
        _module = await js.InvokeAsync<IJSObjectReference>("import", ModulePath);
        if (_isDisposed)
            return;

        _viewer = await _module.InvokeAsync<IJSObjectReference?>("create", _host, _self);
    }

    /// <summary>Recolours and redraws where that is enough: only another address is another download.</summary>
    private async Task FollowParametersAsync(IJSObjectReference viewer)
    {
        var (before, now) = (_asked, (Url, Colour, Style));
        if (before == now)
            return;

        _asked = now;
        if (before.Url != Url)
            await LoadAsync(viewer);
        else if (before.Colour != Colour)
            await viewer.InvokeVoidAsync("setColour", ThemeOf(Colour));
        else
            await viewer.InvokeVoidAsync("setStyle", Style);
    }

    private async Task LoadAsync(IJSObjectReference viewer)
    {
        if (Url is null)
        {
            await viewer.InvokeVoidAsync("clear");
            Become(ViewerState.Empty);
            return;
        }
        Become(new ViewerState(ViewerPhase.Loading));
        await viewer.InvokeVoidAsync("load", Url, ThemeOf(Colour), Style);
    }

    private async Task RetryAsync()
    {
        if (_viewer is null)
            await StartAsync();
        if (_viewer is not null)
            await LoadAsync(_viewer);
    }

    private async Task SpinAsync()
    {
        _spins = !_spins;
        await CallAsync("spin", _spins);
    }

    private Task ResetAsync() => CallAsync("resetCamera");

    private Task SaveImageAsync() => CallAsync("saveImage", $"{ImageName}.png");

    private Task FullscreenAsync() => CallAsync("toggleFullscreen", _frame);

    private async Task CallAsync(string method, params object?[] arguments)
    {
        if (_viewer is not null)
            await _viewer.InvokeVoidAsync(method, arguments);
    }

    private void Become(ViewerState state)
    {
        _state = state;
        StateHasChanged();
    }
}
