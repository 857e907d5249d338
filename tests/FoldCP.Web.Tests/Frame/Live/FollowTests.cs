using Bunit;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace FoldCP.Web.Tests.Frame.Live;

/// <summary>What follows changes of folds, on a page whose database comes and goes.</summary>
public sealed class FollowTests : BunitContext
{
    private readonly FakeTimeProvider _clock = new();
    private readonly NpgsqlDataSource _nowhere = NpgsqlDataSource.Create("Host=/nowhere");
    private readonly FoldChanges _changes;
    private Exception? _fault;
    private int _readings;

    public FollowTests()
    {
        _changes = new FoldChanges(_nowhere, TimeProvider.System, NullLogger<FoldChanges>.Instance);
        Services.AddSingleton<TimeProvider>(_clock);
        Services.AddSingleton(_changes);
        Services.AddScoped<DatabaseWait>();
    }

    [Fact]
    public void It_reads_once_at_once()
    {
        Render<Follow>(x => x.Add(follow => follow.AtMostEvery, TimeSpan.FromSeconds(1)).Add(follow => follow.Changed, ReadAsync));

        Assert.Equal(1, _readings);
    }

    [Fact]
    public void A_database_that_is_away_is_told_and_waited_for()
    {
        _fault = new NpgsqlException("no connection");
        var note = Render<DatabaseNote>();
        Render<Follow>(x => x.Add(follow => follow.AtMostEvery, TimeSpan.FromSeconds(1)).Add(follow => follow.Changed, ReadAsync));
        string meanwhile = note.Find("[role=status]").TextContent;

        _clock.Advance(TimeSpan.FromSeconds(1));
        note.WaitForAssertion(() => Assert.Equal(2, _readings));
        _fault = null;
        _clock.Advance(TimeSpan.FromSeconds(1));

        note.WaitForAssertion(() => Assert.Equal("", note.Find("[role=status]").TextContent.Trim()));
        Assert.Contains("The database does not answer", meanwhile, StringComparison.Ordinal);
        Assert.Equal(3, _readings);
        Assert.Equal(1, _changes.Watchers);
    }

    [Fact]
    public void Any_other_fault_is_a_fault_of_the_page()
    {
        _fault = new FormatException("our own mistake");

        var page = Render<ErrorBoundary>(x => x
            .Add(boundary => boundary.ChildContent, Following)
            .Add(boundary => boundary.ErrorContent, fault => $"told: {fault.GetBaseException().Message}"));

        page.WaitForAssertion(() => Assert.Equal("told: our own mistake", page.Markup));
        Assert.Equal(0, _changes.Watchers);
    }

    [Fact]
    public async Task A_page_that_is_closed_is_followed_no_longer()
    {
        Render<Follow>(x => x.Add(follow => follow.AtMostEvery, TimeSpan.FromSeconds(1)).Add(follow => follow.Changed, ReadAsync));
        int open = _changes.Watchers;

        await DisposeComponentsAsync();

        Assert.Equal((1, 0), (open, _changes.Watchers));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _changes.Dispose();
        _nowhere.Dispose();
    }

    private RenderFragment Following => builder =>
    {
        builder.OpenComponent<Follow>(0);
        builder.AddComponentParameter(1, nameof(Follow.AtMostEvery), TimeSpan.FromSeconds(1));
        builder.AddComponentParameter(2, nameof(Follow.Changed), EventCallback.Factory.Create(this, ReadAsync));
        builder.CloseComponent();
    };

    private Task ReadAsync()
    {
        _readings++;
        return _fault is null ? Task.CompletedTask : Task.FromException(_fault);
    }
}
