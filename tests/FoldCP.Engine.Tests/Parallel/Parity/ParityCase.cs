using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Parallel.Parity;

/// <summary>A recorded case in float64, run by one rank alone and by the ranks of meshes.</summary>
internal sealed class ParityCase : IDisposable
{
    private readonly string _name;
    private readonly bool _goesBack;
    private readonly Alone _alone;
    private readonly long _tokens;

    /// <param name="name">the case</param>
    /// <param name="goesBack">whether gradients of all weights and inputs are asked for, beside all outputs</param>
    public ParityCase(string name, bool goesBack)
    {
        (_name, _goesBack) = (name, goesBack);
        using var recording = Open(Mesh.Serial);
        _tokens = recording.Tokens ?? long.MaxValue;
        _alone = new(recording);
    }

    /// <summary>How many outputs and gradients there are.</summary>
    public int Outputs => _alone.Count;

    /// <summary>Whether there are at least as many tokens as the mesh has rows and columns.</summary>
    public bool IsFor(MeshShape shape) => _tokens >= Math.Max(shape.Rows, shape.Cols);

    /// <summary>How far threads are off: every output of each of them.</summary>
    /// <param name="shape">of their mesh</param>
    /// <param name="through">what they talk through; the threads' own way if not given</param>
    public IReadOnlyList<Difference> On(MeshShape shape, Func<ICommunicator, ICommunicator>? through = null)
        => [.. ThreadCommunicator.Run(shape.Ranks, world => Of(through?.Invoke(world) ?? world, shape)).SelectMany(differences => differences)];

    /// <summary>How far this rank, among others, is off.</summary>
    public IReadOnlyList<Difference> Of(ICommunicator world, MeshShape shape)
    {
        using var scope = NewDisposeScope();
        using var recording = Open(new Mesh(world, shape.Rows, shape.Cols));
        return [.. _alone.To(GoldenRecipes.Run(recording))];
    }

    public void Dispose() => _alone.Dispose();

    private GoldenCase Open(Mesh mesh) => GoldenCase.Open(_name, mesh, ScalarType.Float64, _goesBack);
}
