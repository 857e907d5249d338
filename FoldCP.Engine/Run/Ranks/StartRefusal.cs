using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>Whether ranks that a launcher has started together can begin: each has told what it is to compute with and to send by.</summary>
internal static class StartRefusal
{
    private const string NotSet = "not set";

    /// <param name="all">what each has told, in the order of ranks; null: it did not come</param>
    /// <returns>why none of them begins, in the same words for all; null: they can</returns>
    public static FoldException? Of(IReadOnlyList<RankMeans?> all)
    {
        List<(int Rank, RankMeans Means)> here = [.. all.Index().Where(rank => rank.Item is not null).Select(rank => (rank.Index, rank.Item!))];
        return OtherDevice(here) ?? OtherTransport(here) ?? Cannot(here);
    }

    private static FoldException? OtherDevice(List<(int Rank, RankMeans Means)> here)
    {
        var (gpu, processors) = (Who(here, means => means.IsOnGpu == true), Who(here, means => means.IsOnGpu == false));
        return gpu is null || processors is null ? null : FoldException.BadInput(
            $"{Begun(gpu)} would compute with a GPU and {processors} with processors, and the ranks of a fold must all do the same. "
            + $"{Accelerator.Option} is {Told(here, means => means.Accelerator)}. Say {Accelerator.Option} {Accelerator.Cpu} to all of them, or {Accelerator.Gpu} where each has one.");
    }

    private static FoldException? OtherTransport(List<(int Rank, RankMeans Means)> here)
    {
        var (nccl, mpi) = (Who(here, means => means.UsesNccl == true), Who(here, means => means.UsesNccl == false));
        return nccl is null || mpi is null ? null : FoldException.BadInput(
            $"{Begun(nccl)} would send by nccl and {mpi} by mpi, and the ranks of a fold must all do the same. "
            + $"{LaunchedWorld.Variable} is {Told(here, means => means.Transport.Length > 0 ? means.Transport : NotSet)}. Set it to the same for all of them, or for none.");
    }

    private static FoldException? Cannot(List<(int Rank, RankMeans Means)> here)
    {
        if (here.Select(rank => rank.Means).FirstOrDefault(means => means.Cannot is not null) is not { } first)
            return null;
        bool isSoForAll = here.All(rank => rank.Means.Cannot == first.Cannot);
        return new(first.CannotKind, isSoForAll ? first.Cannot! : $"{Begun(Who(here, means => means.Cannot == first.Cannot)!)} cannot begin: {first.Cannot}");
    }

    private static string Told(List<(int Rank, RankMeans Means)> here, Func<RankMeans, string> word) =>
        string.Join(", ", here.GroupBy(rank => word(rank.Means)).Select(group => $"{group.Key} on {Named([.. group.Select(rank => rank.Rank)])}"));

    private static string? Who(List<(int Rank, RankMeans Means)> here, Func<RankMeans, bool> isSo) =>
        here.Where(rank => isSo(rank.Means)).Select(rank => rank.Rank).ToList() is { Count: > 0 } ranks ? Named(ranks) : null;

    // Such as ranks 0, 2-5: hundreds may be alike.
    private static string Named(List<int> ranks)
    {
        var stretches = ranks.Index().GroupBy(rank => rank.Item - rank.Index).Select(stretch => (First: stretch.First().Item, Last: stretch.Last().Item));
        return (ranks.Count == 1 ? "rank " : "ranks ") + string.Join(", ", stretches.Select(stretch => stretch.First == stretch.Last ? $"{stretch.First}" : $"{stretch.First}-{stretch.Last}"));
    }

    private static string Begun(string sentence) => char.ToUpperInvariant(sentence[0]) + sentence[1..];
}
