using System.Collections.Concurrent;
using FoldCP.Jobs;
using FoldCP.Jobs.Folds;
using FoldCP.Web.Frame.States;
using Microsoft.EntityFrameworkCore;

namespace FoldCP.Web.Frame.Live;

/// <summary>The counts that stand on every page: however many pages are open, counted once after a change.</summary>
public sealed class LiveCounts
{
    private readonly IDbContextFactory<FoldContext> _contexts;
    private readonly Func<Guid, SharedReading<StateBalance>> _newBalance;
    private readonly ConcurrentDictionary<Guid, SharedReading<StateBalance>> _balances = [];
    private readonly SharedReading<FoldLoad> _load;

    public LiveCounts(IDbContextFactory<FoldContext> contexts, FoldChanges changes, TimeProvider clock)
    {
        _contexts = contexts;
        _newBalance = campaignId => new(() => CountAsync(campaignId), () => changes.VersionOf(campaignId), clock);
        _load = new(CountLoadAsync, () => changes.VersionOf(null), clock);
    }

    /// <summary>How a campaign's complexes stand.</summary>
    public Task<StateBalance> BalanceAsync(Guid campaignId, CancellationToken stop) => _balances.GetOrAdd(campaignId, _newBalance).GetAsync(stop);

    /// <summary>How much of all campaigns is in work, and how much waits.</summary>
    public Task<FoldLoad> LoadAsync(CancellationToken stop) => _load.GetAsync(stop);

    private async Task<StateBalance> CountAsync(Guid campaignId)
    {
        await using var db = await _contexts.CreateDbContextAsync();
        return await db.BalanceAsync(campaignId, CancellationToken.None);
    }

    private async Task<FoldLoad> CountLoadAsync()
    {
        await using var db = await _contexts.CreateDbContextAsync();
        return await db.FoldLoadAsync(CancellationToken.None);
    }
}
