namespace FoldCP.Contract.Planning;

/// <summary>A kind of device that folds may be planned for.</summary>
/// <param name="Name">as its maker calls it</param>
/// <param name="Bytes">of memory</param>
public sealed record GpuKind(string Name, double Bytes)
{
    // Kept back for the driver, its libraries and messages under way.
    private const double UsableShare = 0.9;

    public static IReadOnlyList<GpuKind> All { get; } = [new("H100", 80e9), new("H200", 141e9), new("B300", 288e9)];

    /// <summary>What a rank may use of it, bytes.</summary>
    public double Usable => UsableShare * Bytes;

    public static GpuKind? Find(string name) => All.FirstOrDefault(gpu => gpu.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
