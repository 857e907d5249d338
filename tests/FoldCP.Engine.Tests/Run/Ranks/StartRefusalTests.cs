using FoldCP.Contract;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Ranks;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>Ranks that were started otherwise than one another: a word for each, and what all of them say.</summary>
public sealed class StartRefusalTests
{
    private const string Device = "and the ranks of a fold must all do the same. --accelerator is ";
    private const string Transport = "and the ranks of a fold must all do the same. FOLDCP_TRANSPORT is ";

    // Accelerator and transport as they are asked for, whether a GPU computes and NCCL carries, or why the rank cannot begin.
    [Theory]
    [InlineData("cpu  mpi|cpu  mpi|cpu  mpi")]
    [InlineData("auto  mpi|cpu  mpi|cpu mpi mpi")]
    [InlineData("gpu  gpu+nccl|auto nccl gpu+nccl")]
    [InlineData("gpu mpi gpu+mpi|gpu mpi gpu+mpi")]
    [InlineData("cpu nccl nccl|cpu nccl nccl")]
    [InlineData("cpu  mpi|absent|cpu  mpi")]
    public void Ranks_that_do_the_same_begin(string told) => Assert.Null(StartRefusal.Of(Means(told)));

    [Theory]
    [InlineData("cpu  mpi|gpu  gpu+nccl", $"Rank 1 would compute with a GPU and rank 0 with processors, {Device}cpu on rank 0, gpu on rank 1. Say --accelerator cpu to all of them, or gpu where each has one.")]
    [InlineData("auto  gpu+nccl|auto  gpu+nccl|auto  mpi", $"Ranks 0-1 would compute with a GPU and rank 2 with processors, {Device}auto on ranks 0-2. Say")]
    [InlineData("gpu mpi gpu+mpi|cpu  mpi|auto mpi gpu+mpi", $"Ranks 0, 2 would compute with a GPU and rank 1 with processors, {Device}gpu on rank 0, cpu on rank 1, auto on rank 2. Say")]
    [InlineData("cpu  mpi|gpu  gpu! It is not there.", $"Rank 1 would compute with a GPU and rank 0 with processors, {Device}cpu on rank 0, gpu on rank 1. Say")]
    [InlineData("cpu  mpi|cpu nccl nccl", $"Rank 1 would send by nccl and rank 0 by mpi, {Transport}not set on rank 0, nccl on rank 1. Set it to the same for all of them, or for none.")]
    [InlineData("gpu mpi gpu+mpi|gpu  gpu+nccl|gpu mpi gpu+mpi|gpu nccl gpu+nccl|gpu  gpu+nccl", $"Ranks 1, 3-4 would send by nccl and ranks 0, 2 by mpi, {Transport}mpi on ranks 0, 2, not set on ranks 1, 4, nccl on rank 3. Set")]
    [InlineData("absent|cpu  mpi|cpu nccl nccl! It is not there.", $"Rank 2 would send by nccl and rank 1 by mpi, {Transport}not set on rank 1, nccl on rank 2. Set")]
    public void Ranks_that_differ_are_named_with_what_was_said_to_each(string told, string sentence)
    {
        var refused = StartRefusal.Of(Means(told))!;

        Assert.Equal(FailureKind.BadInput, refused.Kind);
        Assert.StartsWith(sentence, refused.Message);
    }

    [Theory]
    [InlineData("tpu  ! No such thing.", "No such thing.")]
    [InlineData("gpu  gpu! Not here.|gpu  gpu! Not here.", "Not here.")]
    [InlineData("cpu  mpi|tpu  ! No such thing.", "Rank 1 cannot begin: No such thing.")]
    [InlineData("cpu  mpi! Too many.|cpu  mpi|cpu  mpi! Too many.|tpu  ! No such thing.", "Ranks 0, 2 cannot begin: Too many.")]
    [InlineData("auto gloo gpu! No such way.|auto  gpu+nccl", "Rank 0 cannot begin: No such way.")]
    public void Where_some_cannot_begin_all_say_why(string told, string sentence)
    {
        var refused = StartRefusal.Of(Means(told))!;

        Assert.Equal((FailureKind.Unsupported, sentence), (refused.Kind, refused.Message));
    }

    [Fact]
    public void All_ranks_refuse_in_the_same_words()
    {
        var means = Means("cpu  mpi|cpu  mpi|gpu  gpu! It is not \"there\".");

        var said = ThreadCommunicator.Run(3, world => StartRefusal.Of([.. world.HearAll(means[world.Rank]!.ToWords()).Select(RankMeans.Read)])!.Message);

        Assert.Equal([StartRefusal.Of(means)!.Message], said.Distinct());
    }

    [Fact]
    public void What_a_rank_tells_is_what_others_hear()
        => Assert.All(Means("auto  gpu+nccl|cpu mpi mpi|tpu x ! No such \"thing\"."), means => Assert.Equal(means, RankMeans.Read(means!.ToWords())));

    private static RankMeans?[] Means(string told) => [.. told.Split('|').Select(One)];

    private static RankMeans? One(string told)
    {
        if (told == "absent")
            return null;
        string[] parts = told.Split("! ");
        string[] words = parts[0].Split(' ', 3);
        bool? isOnGpu = words[2].Length == 0 ? null : words[2].StartsWith("gpu", StringComparison.Ordinal);
        bool? usesNccl = words[2].EndsWith("nccl", StringComparison.Ordinal) ? true : words[2].EndsWith("mpi", StringComparison.Ordinal) ? false : null;
        return new(words[0], words[1], isOnGpu, usesNccl) { Cannot = parts.ElementAtOrDefault(1), CannotKind = parts.Length > 1 ? FailureKind.Unsupported : default };
    }
}
