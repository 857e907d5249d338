using FoldCP.Engine.Model;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>The draws of a recorded run, by their number: the start, then per step quaternions, shifts and what is stirred in.</summary>
internal sealed class RecordedNoise(GoldenCase recording) : INoise
{
    private const int DrawsAStep = 3;

    public Tensor Start(int samples, long atoms) => Draw(0);

    public Tensor Stir(int step, int samples, long atoms) => Draw((DrawsAStep * step) + 3);

    public (Tensor Quaternions, Tensor Shifts) Pose(int step, int samples) => (Draw((DrawsAStep * step) + 1), Draw((DrawsAStep * step) + 2));

    public Tensor MsaRows(int round, long rows, long take) => recording[$"in.noise.{round:000}.randperm"].narrow(0, 0, take);

    private Tensor Draw(int number) => recording[$"in.noise.{number:000}.randn"];
}
