using FoldCP.Web.Complexes;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Xunit;

namespace FoldCP.Web.Tests.Complexes;

public sealed class ListPageTests
{
    private readonly ListSnapshot _list = new(ComplexQuery.All, [.. Enumerable.Range(0, 10).Select(_ => Guid.NewGuid())]);

    [Fact]
    public async Task A_page_has_the_rows_asked_for_and_stops_at_the_end_of_the_list()
    {
        IReadOnlyList<Guid> asked = [];

        await ListPage.ReadAsync(_list, new ItemsProviderRequest(7, 20, CancellationToken.None), (ids, _) =>
        {
            asked = ids;
            return Task.FromResult<IReadOnlyList<ComplexRow>>([]);
        });

        Assert.Equal(_list.Ids.Skip(7), asked);
    }

    [Fact]
    public async Task A_page_that_is_no_longer_wanted_ends_with_the_token_of_who_asked()
    {
        using var unwanted = new CancellationTokenSource();
        await unwanted.CancelAsync();

        var end = await Assert.ThrowsAsync<OperationCanceledException>(() => ListPage.ReadAsync(
            _list, new ItemsProviderRequest(0, 5, unwanted.Token), (_, _) => throw new TaskCanceledException("as a database driver says it")));

        Assert.Equal(unwanted.Token, end.CancellationToken);
    }
}
