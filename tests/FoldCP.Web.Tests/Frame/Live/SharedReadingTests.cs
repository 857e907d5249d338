using FoldCP.Web.Frame.Live;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xunit;

namespace FoldCP.Web.Tests.Frame.Live;

public sealed class SharedReadingTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly TaskCompletionSource _door = new();
    private readonly SharedReading<int> _reading;
    private long? _version = 1;
    private int _readings;
    private Exception? _fault;

    public SharedReadingTests() => _reading = new(ReadAsync, () => _version, _clock);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hundred_who_ask_at_once_share_one_reading()
    {
        var asked = Enumerable.Range(0, 100).Select(_ => _reading.GetAsync(Stop)).ToList();
        _door.SetResult();

        Assert.All(await Task.WhenAll(asked), answer => Assert.Equal(1, answer));
        Assert.Equal(1, _readings);
    }

    [Fact]
    public async Task It_is_read_again_after_a_change_and_not_before()
    {
        _door.SetResult();
        int first = await _reading.GetAsync(Stop);
        int second = await _reading.GetAsync(Stop);
        _version++;
        int third = await _reading.GetAsync(Stop);

        Assert.Equal((1, 1, 2), (first, second, third));
    }

    [Fact]
    public async Task A_change_during_a_reading_asks_for_another_one()
    {
        var early = _reading.GetAsync(Stop);
        _version++;
        var late = _reading.GetAsync(Stop);
        _door.SetResult();

        Assert.NotEqual(await early, await late);
    }

    [Fact]
    public async Task While_changes_may_go_unheard_nothing_is_kept()
    {
        _door.SetResult();
        _version = null;

        Assert.NotEqual(await _reading.GetAsync(Stop), await _reading.GetAsync(Stop));
    }

    [Fact]
    public async Task A_fault_is_told_and_not_kept()
    {
        _door.SetResult();
        _fault = new NpgsqlException("away");
        await Assert.ThrowsAsync<NpgsqlException>(() => _reading.GetAsync(Stop));
        _fault = null;

        Assert.Equal(2, await _reading.GetAsync(Stop));
    }

    [Fact]
    public async Task Without_news_it_is_read_again_after_a_while()
    {
        _door.SetResult();
        await _reading.GetAsync(Stop);
        _clock.Advance(SharedReading<int>.KeptFor);

        Assert.Equal(2, await _reading.GetAsync(Stop));
    }

    [Fact]
    public async Task Who_leaves_does_not_end_the_reading_of_the_others()
    {
        using var leaving = new CancellationTokenSource();
        var left = _reading.GetAsync(leaving.Token);
        var stays = _reading.GetAsync(Stop);
        await leaving.CancelAsync();
        _door.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        Assert.Equal(1, await stays);
    }

    /// <summary>Answers which reading it is.</summary>
    private async Task<int> ReadAsync()
    {
        int which = Interlocked.Increment(ref _readings);
        await _door.Task;
        return _fault is null ? which : throw _fault;
    }
}
