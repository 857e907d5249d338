using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Weights;

/// <summary>
/// Weights that nobody trained, for trying the product: the same on every machine, drawn from a fixed seed by name and
/// position. Linear maps keep the variance of what they read, norms are the identity, biases are 0.
/// </summary>
public static class DemoWeights
{
    private const ulong Seed = 20_260_101;

    /// <summary>Fills a network.</summary>
    public static void Fill(Module module)
    {
        using var noGrad = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, weight) in module.named_parameters())
            weight.copy_(Drawn(name, weight));
    }

    private static Tensor Drawn(string name, Tensor weight) => (name.Split('.')[^1], weight.dim()) switch
    {
        ("bias", _) when name.EndsWith("proj.bias", StringComparison.Ordinal) => Normal(name, weight.shape, 1),     // a wave's phase
        ("bias", _) => zeros(weight.shape),
        (_, 1) => ones(weight.shape),
        (_, _) => Normal(name, weight.shape, 1 / Math.Sqrt(weight.shape[^1])),
    };

    private static Tensor Normal(string name, long[] shape, double deviation)
    {
        var values = new float[shape.Aggregate(1L, (product, extent) => product * extent)];
        var place = NameHash(name);
        for (var at = 0; at < values.Length; at += 4)
        {
            var (x, y, z, w) = Philox.Normal(((uint)at, 0, place, (uint)Purpose.Weights), Seed);
            double[] four = [x, y, z, w];
            for (var next = at; next < Math.Min(at + 4, values.Length); next++)
                values[next] = (float)(deviation * four[next - at]);
        }

        return tensor(values, shape);
    }

    // FNV-1a
    private static uint NameHash(string name)
        => name.Aggregate(2_166_136_261u, (hash, letter) => unchecked((hash ^ letter) * 16_777_619u));
}
