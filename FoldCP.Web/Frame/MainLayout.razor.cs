using FoldCP.Web.Frame.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace FoldCP.Web.Frame;

/// <summary>Rail, top bar and page. What breaks in a page stays in that page and is gone with the next.</summary>
public sealed partial class MainLayout(NavigationManager navigation) : IDisposable
{
    private FoldErrorBoundary? _boundary;

    private string SkipTo => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0] + "#main";

    public void Dispose() => navigation.LocationChanged -= OnMoved;

    protected override void OnInitialized() => navigation.LocationChanged += OnMoved;

    /// <summary>Keeps the page, if it is the same with other parameters: a 3D view outlives the complex that it shows.</summary>
    private void OnMoved(object? sender, LocationChangedEventArgs moved) => InvokeAsync(() =>
    {
        _boundary?.Recover();
        StateHasChanged();
    });
}
