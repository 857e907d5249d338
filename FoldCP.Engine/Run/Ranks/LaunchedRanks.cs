using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel.Mpi;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>
/// Who has been launched with this process, and what each of them is to compute with and to send by. They come together by what they have in common
/// however they are to send later: by MPI where its launcher started them, else at the first rank's address.
/// </summary>
internal sealed class LaunchedRanks : IDisposable
{
    // Machines may take a while to be given to a job, one after another.
    private static readonly TimeSpan s_meetWithin = TimeSpan.FromMinutes(5);

    // Who can do without others, or cannot begin, only looks whether any of them wait for it.
    private static readonly TimeSpan s_looksFor = TimeSpan.FromSeconds(15);

    private LaunchedRanks(IRendezvous? meeting, IReadOnlyList<RankMeans?> all) => (Meeting, All) = (meeting, all);

    /// <summary>Where they are in touch; null: this process was started alone.</summary>
    public IRendezvous? Meeting { get; }

    /// <summary>In the order of ranks; null of who did not come, though nobody needs it.</summary>
    public IReadOnlyList<RankMeans?> All { get; }

    /// <exception cref="FoldException">they do not come together, in the user's words</exception>
    public static LaunchedRanks Find(RankMeans own, TextWriter output)
    {
        try
        {
            return MpiWorld.Launched is { } launched ? launched > 1 ? ByMpi(own, launched) : Alone(own)
                : RankPlace.Of(Environment.GetEnvironmentVariable) is { } place ? AtAddress(own, place, output)
                : Alone(own);
        }
        catch (Exception cannot) when (cannot is DllNotFoundException or NcclException)
        {
            throw FoldException.Unsupported(cannot.Message);
        }
    }

    public void Dispose() => Meeting?.Dispose();

    private static LaunchedRanks Alone(RankMeans own) => new(null, [own]);

    private static LaunchedRanks ByMpi(RankMeans own, int launched)
    {
        var meeting = new MpiRendezvous(MpiWorld.Start());
        if (meeting.Size == launched)
            return new(meeting, Read(meeting.HearAll(own.ToWords())));
        meeting.Dispose();
        throw FoldException.Unsupported(
            $"{launched} processes were launched, and the MPI library that was found here knows of {meeting.Size}: it is not the launcher's own. Name the launcher's in {MpiLibrary.Variable}, for all ranks.");
    }

    private static LaunchedRanks AtAddress(RankMeans own, RankPlace place, TextWriter output)
    {
        if (!own.NeedsMeeting)
            output.WriteLine($"This is rank {place.Rank} of {place.Size}, as its environment says: looking for up to {s_looksFor.TotalSeconds:0} s whether others wait for it at {place.Host}:{place.Port}.");
        TcpRendezvous? meeting = null;
        try
        {
            meeting = TcpRendezvous.At(place, own.NeedsMeeting ? s_meetWithin : s_looksFor, s_meetWithin);
            return new(meeting, Read(meeting.HearAll(own.ToWords())));
        }
        catch (NcclException) when (!own.NeedsMeeting)
        {
            // Nobody waits.
            meeting?.Dispose();
            return Alone(own);
        }
    }

    private static IReadOnlyList<RankMeans?> Read(IReadOnlyList<string?> all) => [.. all.Select(words => words is null ? null : RankMeans.Read(words))];
}
