using FoldCP.Engine.Model;

namespace FoldCP.Engine.Tensors;

/// <summary>The product's noise: the counter is (atom, step, sample, purpose), the key the seed, the component the word.</summary>
public sealed class PhiloxNoise(ulong seed) : INoise
{
    public Tensor Start(int samples, long atoms) => Atoms(samples, atoms, step: 0, Purpose.Start);

    public Tensor Stir(int step, int samples, long atoms) => Atoms(samples, atoms, (uint)step, Purpose.Stir);

    public (Tensor Quaternions, Tensor Shifts) Pose(int step, int samples)
    {
        var (turns, shifts) = (new float[4 * samples], new float[3 * samples]);
        for (var sample = 0; sample < samples; sample++)
        {
            var (w, x, y, z) = Philox.Normal((0, (uint)step, (uint)sample, (uint)Purpose.Turn), seed);
            (turns[4 * sample], turns[(4 * sample) + 1], turns[(4 * sample) + 2], turns[(4 * sample) + 3]) = ((float)w, (float)x, (float)y, (float)z);
            (x, y, z, _) = Philox.Normal((0, (uint)step, (uint)sample, (uint)Purpose.Shift), seed);
            (shifts[3 * sample], shifts[(3 * sample) + 1], shifts[(3 * sample) + 2]) = ((float)x, (float)y, (float)z);
        }

        return (tensor(turns, samples, 4), tensor(shifts, samples, 1, 3));
    }

    public Tensor MsaRows(int round, long rows, long take)
    {
        var order = new long[rows];
        for (var row = 0L; row < rows; row++)
            order[row] = row;
        for (var row = 0L; row < Math.Min(take, rows); row++)
        {
            var word = Philox.Draw(((uint)row, (uint)round, 0, (uint)Purpose.MsaRows), seed).A;
            var other = row + (long)(((ulong)word * (ulong)(rows - row)) >> 32);
            (order[row], order[other]) = (order[other], order[row]);
        }

        return tensor(order[..(int)Math.Min(take, rows)]);
    }

    public Tensor Survivors(int step, Tensor weights, int each)
    {
        var (structures, shares) = (weights.shape[0], weights.to(ScalarType.Float64).cumsum(1));
        var places = new double[structures * each];
        for (var place = 0; place < places.Length; place++)
            places[place] = Philox.Unit(Philox.Draw(((uint)(place % each), (uint)step, (uint)(place / each), (uint)Purpose.Survivors), seed).A);
        var drawn = tensor(places, structures, each) * shares.narrow(1, shares.shape[1] - 1, 1);
        return searchsorted(shares, drawn, right: true).clamp(max: weights.shape[1] - 1);
    }

    private Tensor Atoms(int samples, long atoms, uint step, Purpose purpose)
        => stack([.. Enumerable.Range(0, samples).Select(sample => tensor(Philox.Normals(atoms, step, (uint)sample, purpose, seed), atoms, 3))]);
}
