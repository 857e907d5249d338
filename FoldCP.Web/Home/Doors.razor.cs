using FoldCP.Jobs.Campaigns;
using FoldCP.Web.Demo;
using FoldCP.Web.Frame;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace FoldCP.Web.Home;

/// <summary>The ways in for someone who has no campaign yet.</summary>
public sealed partial class Doors(DemoCampaign demo, AuthenticationStateProvider people, NavigationManager navigation) : IDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private bool _starting;

    public void Dispose()
    {
        _closed.Cancel();
        _closed.Dispose();
    }

    private async Task StartDemoAsync()
    {
        if (_starting)
            return;

        _starting = true;
        var person = (await people.GetAuthenticationStateAsync()).User;
        navigation.NavigateTo(Links.Campaign(await demo.StartAsync(person.Id(), _closed.Token)));
    }
}
