using FoldCP.Engine.Model;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>The draws of a recorded run, each function's in the order of their calls.</summary>
internal sealed class RecordedNoise(GoldenCase recording) : INoise
{
    private readonly Dictionary<string, Queue<string>> _left = recording.Names
        .Where(name => name.StartsWith("in.noise.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .GroupBy(name => name.Split('.')[^1])
        .ToDictionary(draws => draws.Key, draws => new Queue<string>(draws));

    public Tensor Start(int samples, long atoms) => Next("randn");

    public Tensor Stir(int step, int samples, long atoms) => Next("randn");

    public (Tensor Quaternions, Tensor Shifts) Pose(int step, int samples) => (Next("randn"), Next("randn"));

    public Tensor Survivors(int step, Tensor weights, int each) => Next("multinomial");

    public Tensor MsaRows(int round, long rows, long take) => Next("randperm").narrow(0, 0, take);

    /// <summary>The next draw of a function.</summary>
    public Tensor Next(string function) => recording[_left[function].Dequeue()];
}
