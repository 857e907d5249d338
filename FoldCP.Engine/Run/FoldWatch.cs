using FoldCP.Contract;

namespace FoldCP.Engine.Run;

/// <summary>Who looks on while a fold is made, in the same process.</summary>
/// <param name="Step">told of each step as <c>progress.jsonl</c> is</param>
/// <param name="Note">told what is done otherwise than the input says</param>
internal sealed record FoldWatch(Action<Progress> Step, Action<string> Note)
{
    public static FoldWatch Nobody { get; } = new(_ => { }, _ => { });
}
