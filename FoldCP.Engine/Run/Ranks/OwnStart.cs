using FoldCP.Contract;
using FoldCP.Engine.Input;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Parallel.Nccl;

namespace FoldCP.Engine.Run.Ranks;

/// <summary>How this process is to fold, as its command line and its environment say, made ready without waiting for anybody.</summary>
/// <param name="Means">what the other ranks are told of it</param>
internal sealed record OwnStart(RankMeans Means)
{
    /// <summary>How many ranks fold, and how they lie.</summary>
    public MeshShape Shape { get; private init; } = new(1, 1);

    /// <summary>Where ranks take turns in this process; null: they do not.</summary>
    public TurnsPlace? Turns { get; private init; }

    /// <summary>Whether it is one of the ranks, which a launcher has started.</summary>
    public bool IsLaunched { get; private init; }

    /// <summary>What is to carry tensors between GPUs; null: MPI carries them, or nobody sends any.</summary>
    public NcclParts? Nccl { get; private init; }

    /// <param name="ranks">as the command line says</param>
    /// <param name="mesh">as the command line says</param>
    /// <param name="requested">how many ranks the request asks for</param>
    /// <param name="tileStore">as the command line says</param>
    /// <param name="accelerator">as the command line says</param>
    public static OwnStart Of(int? ranks, string? mesh, int? requested, string? tileStore, string accelerator)
    {
        string transport = Environment.GetEnvironmentVariable(LaunchedWorld.Variable) ?? "";
        // What is asked for and cannot be differs from what others have all the same.
        var means = new RankMeans(accelerator, transport, accelerator == Accelerator.Gpu ? true : null, UsesNccl: null);
        try
        {
            Accelerator.Choose(accelerator);
            bool isOnGpu = Accelerator.Own is not null;
            means = means with { IsOnGpu = isOnGpu };
            means = means with { UsesNccl = LaunchedWorld.UsesNccl(transport, isOnGpu) };
            int? launched = LaunchedWorld.Launched(means.UsesNccl.Value);
            var shape = MeshChoice.Of(ranks, mesh, requested, launched);
            var turns = TurnsPlace.Of(tileStore, shape, launched, transport, isOnGpu);
            return new(means) { Shape = shape, Turns = turns, IsLaunched = launched is not null, Nccl = launched > 1 && means.UsesNccl.Value ? NcclParts.Find() : null };
        }
        catch (Exception cannot) when (KindOf(cannot) is { } kind)
        {
            return new(means with { Cannot = cannot.Message, CannotKind = kind });
        }
    }

    /// <summary>What kind of reason not to begin an exception is; null: none, but a mistake.</summary>
    internal static FailureKind? KindOf(Exception exception) => exception switch
    {
        FoldException refused => refused.Kind,
        // Of a driver or a libtorch of another release a function may be missing.
        DllNotFoundException or EntryPointNotFoundException or NcclException => FailureKind.Unsupported,
        _ => null,
    };
}
