namespace FoldCP.Engine.Model;

/// <summary>Where the network's randomness comes from: a seed in earnest, a recording in a comparison.</summary>
public interface INoise
{
    /// <summary>The cloud of atoms to start from [samples, atoms, 3], standard normal.</summary>
    Tensor Start(int samples, long atoms);

    /// <summary>What a sampling step stirs in [samples, atoms, 3], standard normal.</summary>
    Tensor Stir(int step, int samples, long atoms);

    /// <summary>How a sampling step turns and shifts the structures: quaternions [samples, 4] and shifts [samples, 1, 3], standard normal.</summary>
    (Tensor Quaternions, Tensor Shifts) Pose(int step, int samples);

    /// <summary>Which particles of each structure live on after a step: <paramref name="each"/> of them, drawn by their weights [M, P], int64 [M, each].</summary>
    Tensor Survivors(int step, Tensor weights, int each);

    /// <summary>The first <paramref name="take"/> of <paramref name="rows"/> alignment rows in a random order, int64 [take].</summary>
    Tensor MsaRows(int round, long rows, long take);
}
