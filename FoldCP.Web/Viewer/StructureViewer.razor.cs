using FoldCP.Web.Frame.Parts;
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
    private BrowserPart<StructureViewer>? _viewer;
    private ViewerState _state = ViewerState.Empty;
    private (string? Url, StructureColour Colour, StructureStyle Style) _asked;
    private bool _spins;

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

        if (_viewer is { IsAttached: true })
            await FollowParametersAsync(_viewer);
    }

    [JSInvokable]
    public void Shown(int atoms, int residues, StructureStyle drawnAs)
        => Become(new ViewerState(ViewerPhase.Shown, drawnAs) { Atoms = atoms, Residues = residues });

    [JSInvokable]
    public void Drawn(StructureStyle drawnAs) => Become(_state with { DrawnAs = drawnAs });

    [JSInvokable]
    public void Failed(string kind, string detail) => Become(ViewerState.FailedBy(kind, detail));

    public ValueTask DisposeAsync() => _viewer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static string Pressed(bool on) => on ? "true" : "false";

    private static string ThemeOf(StructureColour colour) => colour == StructureColour.Chain ? "chain-id" : "plddt-confidence";

    /// <summary>The script itself says why, where there can be no viewer.</summary>
    private Task StartAsync()
    {
        _viewer ??= new(js, ModulePath, this);
        return _viewer.AttachAsync(_host);
    }

    /// <summary>Recolours and redraws where that is enough: only another address is another download.</summary>
    private async Task FollowParametersAsync(BrowserPart<StructureViewer> viewer)
    {
        var (before, now) = (_asked, (Url, Colour, Style));
        if (before == now)
            return;

        _asked = now;
        if (before.Url != Url)
            await LoadAsync(viewer);
        else if (before.Colour != Colour)
            await viewer.InvokeAsync("setColour", ThemeOf(Colour));
        else
            await viewer.InvokeAsync("setStyle", Style);
    }

    private async Task LoadAsync(BrowserPart<StructureViewer> viewer)
    {
        if (Url is null)
        {
            await viewer.InvokeAsync("clear");
            Become(ViewerState.Empty);
            return;
        }
        Become(new ViewerState(ViewerPhase.Loading));
        await viewer.InvokeAsync("load", Url, ThemeOf(Colour), Style);
    }

    private async Task RetryAsync()
    {
        if (_viewer is not { IsAttached: true })
            await StartAsync();
        if (_viewer is { IsAttached: true })
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

    private Task CallAsync(string method, params object?[] arguments) => _viewer?.InvokeAsync(method, arguments) ?? Task.CompletedTask;

    private void Become(ViewerState state)
    {
        _state = state;
        StateHasChanged();
    }
}
