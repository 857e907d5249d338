using System.Collections.Concurrent;

namespace FoldCP.Engine.Parallel;

/// <summary>Messages of threads that work at the same time.</summary>
/// <param name="patience">how long to wait for one</param>
internal sealed class Switchboard(TimeSpan patience) : ISwitchboard
{
    private readonly ConcurrentDictionary<Line, BlockingCollection<Tensor>> _lines = new();
    private readonly CancellationTokenSource _hungUp = new();

    // It arrives in one piece, as by every transport, so that all compute the same with it.
    public void Send(Line line, Tensor message)
    {
        using var plain = message.detach();
        var copy = message.new_empty(message.shape);
        copy.copy_(plain);
        MessagesOn(line).Add(copy.DetachFromDisposeScope());
    }

    public void Await(IReadOnlyList<Line> lines)
    {
    }

    public Tensor Receive(Line line)
    {
        using var message = MessagesOn(line).TryTake(out var arrived, (int)patience.TotalMilliseconds, _hungUp.Token)
            ? arrived
            : throw new TimeoutException(
                $"Rank {line.To} waited {patience} for message {line.Number} of rank {line.From}, which never came: the ranks do not agree on what they exchange, or the machine is far too busy.");
        return message.alias();
    }

    public void HangUp() => _hungUp.Cancel();

    public void Dispose() => _hungUp.Dispose();

    private BlockingCollection<Tensor> MessagesOn(Line line) => _lines.GetOrAdd(line, _ => []);
}
