using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Parallel.InTurns;

/// <summary>
/// Messages of threads that work in turns. Who waits for one that nobody has sent yet puts all that is large aside and gives up
/// its turn. Messages under way lie in the store as well.
/// </summary>
/// <param name="store">where to put it</param>
/// <param name="turns">of the threads</param>
/// <param name="least">bytes of what is large</param>
internal sealed class StoringSwitchboard(ITileStore store, Turns turns, long least) : ISwitchboard
{
    // Touched only by whoever has the turn.
    private readonly Dictionary<Line, Message> _arrived = [];

    public void Send(Line line, Tensor message)
    {
        RefuseGradients();
        using var own = NewDisposeScope();
        var copy = message.contiguous();
        var flat = copy.view(-1);
        _arrived.Add(line, flat.numel() * flat.element_size() >= least
            ? new(message.shape, message.dtype, message.device, store.Put(flat), null)
            : new(message.shape, message.dtype, message.device, null, flat.clone().view(message.shape).DetachFromDisposeScope()));
    }

    public void Await(IReadOnlyList<Line> lines)
    {
        RefuseGradients();
        if (lines.All(_arrived.ContainsKey))
            return;
        var aside = PutAside.Of(LiveTensors.OfThisThread(), store, least);
        FreedMemory.Release();
        using (CollectionPause.Rest())
            turns.RestUntil(() => lines.All(_arrived.ContainsKey));
        aside.Restore();
    }

    public Tensor Receive(Line line)
    {
        _arrived.Remove(line, out var message);
        if (message!.Small is not null)
        {
            using var small = message.Small;
            return small.alias();
        }

        using var tile = message.Tile!;
        var received = empty(message.Shape, message.Type, message.Device);
        using var flat = received.view(-1);
        tile.CopyTo(flat);
        return received;
    }

    public void HangUp() => turns.CallOff();

    public void Dispose()
    {
        foreach (var message in _arrived.Values)
            message.Small?.Dispose();
    }

    private static void RefuseGradients()
    {
        if (is_grad_enabled())
            throw new InvalidOperationException("Ranks that take turns cannot record gradients, which would keep all tensors where they are. Compute under no_grad.");
    }

    private sealed record Message(long[] Shape, ScalarType Type, Device Device, ITile? Tile, Tensor? Small);
}
