using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>A rank that the others may be waiting for: where it alone cannot go on, it says why and ends them, as they would wait for ever.</summary>
internal static class AwaitedRank
{
    /// <param name="meeting">with the others</param>
    /// <param name="act">what the others may wait for</param>
    public static T Do<T>(IRendezvous meeting, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (FoldException refused)
        {
            Console.Error.WriteLine(refused.Message);
            meeting.End(ExitCode.Of(refused.Kind));
            throw;
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine($"Rank {meeting.Rank}: {failure}");
            meeting.End(ExitCode.Internal);
            throw;
        }
    }
}
