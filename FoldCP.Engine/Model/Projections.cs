namespace FoldCP.Engine.Model;

/// <summary>Small sequences of layers that checkpoints name by number.</summary>
internal static class Projections
{
    /// <summary>A layer norm and a linear map without bias.</summary>
    public static Sequential Normed(int from, int to) => nn.Sequential(("0", nn.LayerNorm(from)), ("1", nn.Linear(from, to, hasBias: false)));

    /// <summary>Several of them, one per layer of a transformer.</summary>
    public static ModuleList<Sequential> Normed(int count, int from, int to) => [.. Enumerable.Range(0, count).Select(_ => Normed(from, to))];
}
