using FoldCP.Engine.Tensors;
using TorchSharp;

namespace FoldCP.Engine.Tests.Tensors;

/// <summary>Run alone, since other tests make garbage too.</summary>
[CollectionDefinition(nameof(CollectionPauseTests), DisableParallelization = true)]
[Collection(nameof(CollectionPauseTests))]
public sealed class CollectionPauseTests
{
    [Fact]
    public void Nothing_is_collected_while_anyone_holds_it_but_where_it_is_renewed()
    {
        using var outer = CollectionPause.Hold();
        using (CollectionPause.Hold())
            Litter(1 << 20);
        int before = GC.CollectionCount(0);
        outer.Renew();

        Litter(CollectionPause.Budget / 2);

        Assert.Equal(before, GC.CollectionCount(0));

        outer.Renew();
        int renewed = GC.CollectionCount(0);
        Litter(CollectionPause.Budget / 2);

        Assert.InRange(renewed, before + 1, int.MaxValue);
        Assert.Equal(renewed, GC.CollectionCount(0));
    }

    [Fact]
    public void Who_rests_keeps_nobody_from_renewing()
    {
        using var turn = new SemaphoreSlim(0);
        using var done = new SemaphoreSlim(0);
        var other = new Thread(() =>
        {
            using var held = CollectionPause.Hold();
            done.Release();
            turn.Wait();
            using var rest = CollectionPause.Rest();
            done.Release();
            turn.Wait();
        });
        int Collections(CollectionPause pause)
        {
            int before = GC.CollectionCount(0);
            pause.Renew();
            return GC.CollectionCount(0) - before;
        }

        using var pause = CollectionPause.Hold();
        other.Start();
        done.Wait(TestContext.Current.CancellationToken);
        Litter(CollectionPause.Budget / 2);

        Assert.Equal(0, Collections(pause));

        turn.Release();
        done.Wait(TestContext.Current.CancellationToken);

        Assert.InRange(Collections(pause), 1, int.MaxValue);

        turn.Release();
        other.Join();
    }

    [Fact]
    public void A_step_of_many_slices_may_make_more_garbage_than_the_budget()
    {
        using var pause = CollectionPause.Hold();
        using var x = torch.zeros(8, 2);

        using var y = Chunks.Along(dim: 0, length: 1, x, row =>
        {
            int before = GC.CollectionCount(0);
            Litter(CollectionPause.Budget / 2);
            Assert.Equal(before, GC.CollectionCount(0));
            return row + 1;
        });

        Assert.Equal(16, y.sum([0, 1]).item<float>());
    }

    [Fact]
    public void Beyond_the_budget_it_is_as_if_there_were_none()
    {
        using (var pause = CollectionPause.Hold())
        {
            Litter(4 * CollectionPause.Budget);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            pause.Renew();
        }

        int before = GC.CollectionCount(0);
        Litter(64 * CollectionPause.Budget);
        Assert.InRange(GC.CollectionCount(0), before + 1, int.MaxValue);
    }

    private static void Litter(long bytes)
    {
        for (var made = 0L; made < bytes; made += 1024)
            GC.KeepAlive(new byte[1000]);
    }
}
