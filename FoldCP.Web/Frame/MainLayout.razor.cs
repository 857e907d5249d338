using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace FoldCP.Web.Frame;

/// <summary>Rail, top bar and page. What breaks in a page stays in that page and is gone with the next.</summary>
public sealed partial class MainLayout(NavigationManager navigation) : IDisposable
{
    private string _page = "";

    private string SkipTo => "/" + navigation.ToBaseRelativePath(navigation.Uri).Split('#')[0] + "#main";

    public void Dispose() => navigation.LocationChanged -= OnMoved;

    protected override void OnInitialized()
    {
        _page = PathOf(navigation.Uri);
        navigation.LocationChanged += OnMoved;
    }

    private static string PathOf(string uri) => new Uri(uri).AbsolutePath;

    private void OnMoved(object? sender, LocationChangedEventArgs moved)
    {
        _page = PathOf(moved.Location);
        InvokeAsync(StateHasChanged);
    }
}
