namespace FoldCP.Engine.Parallel;

/// <summary>A message's way between two ranks that are threads. They count their messages alike, so that both know its number.</summary>
internal readonly record struct Line(int From, int To, int Number);

/// <summary>What carries messages between threads.</summary>
internal interface ISwitchboard : IDisposable
{
    /// <summary>Takes a copy of a tensor along.</summary>
    void Send(Line line, Tensor message);

    /// <summary>Returns when messages are there, or may be waited for one by one.</summary>
    void Await(IReadOnlyList<Line> lines);

    /// <summary>A message, waited for, as the caller's own.</summary>
    Tensor Receive(Line line);

    /// <summary>Whoever waits need not any more.</summary>
    void HangUp();
}
