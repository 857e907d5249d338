namespace FoldCP.Engine.Model.Steering;

/// <summary>Where numbers may lie for free; outside the energy grows in a line.</summary>
/// <param name="Lower">[.., R]; null: anywhere below</param>
/// <param name="Upper">[.., R]; null: anywhere above</param>
internal readonly record struct Bounds(Tensor? Lower, Tensor? Upper)
{
    /// <summary>Energies [M, R] and their slopes. Too large counts before too small, where bounds leave no room.</summary>
    public (Tensor Energy, Tensor Slope) Of(Tensor value)
    {
        using var scope = NewDisposeScope();
        var (energy, slope) = (zeros_like(value), zeros_like(value));
        if (Lower is not null)
            (energy, slope) = (where(value < Lower, Lower - value, energy), where(value < Lower, -ones_like(value), slope));
        if (Upper is not null)
            (energy, slope) = (where(value > Upper, value - Upper, energy), where(value > Upper, ones_like(value), slope));
        return scope.MoveToOuter(energy, slope);
    }
}
