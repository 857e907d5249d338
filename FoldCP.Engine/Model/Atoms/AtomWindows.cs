namespace FoldCP.Engine.Model.Atoms;

/// <summary>
/// Atoms attend to their neighbours in sequence only: window k asks with W atoms, from kW on, and is answered by the H atoms
/// around them. Keys beyond the ends are filled up.
/// </summary>
/// <param name="Queries">W</param>
/// <param name="Keys">H</param>
public readonly record struct AtomWindows(int Queries, int Keys)
{
    /// <summary>[B, A, C] -> [B, K, W, C]</summary>
    public Tensor QueriesOf(Tensor x) => x.unflatten(1, -1, Queries);

    /// <summary>[B, A, C] -> [B, K, H, C]</summary>
    public Tensor KeysOf(Tensor x, double beyond = 0)
        => functional.pad(x, [0, 0, Side, Side], value: beyond).unfold(1, Keys, Queries).transpose(2, 3);

    /// <summary>How many atoms on each side of a window answer it as well.</summary>
    public int Side => (Keys - Queries) / 2;
}
