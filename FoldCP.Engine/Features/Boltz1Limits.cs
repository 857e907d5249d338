using FoldCP.Engine.Input;

namespace FoldCP.Engine.Features;

/// <summary>What can be asked of Boltz-2 only.</summary>
internal static class Boltz1Limits
{
    private const double PocketDistance = 6;

    /// <exception cref="FoldException">Boltz-1 would not hear all that is asked</exception>
    public static void Check(FoldTarget target)
    {
        string? fault = target switch
        {
            { Contacts.Count: > 0 } => "knows no contacts",
            { Templates.Count: > 0 } => "knows no templates",
            { Affinity: not null } => "predicts no affinity",
            { Pockets.Count: > 1 } => "knows one pocket at most",
            { Pockets: [{ MaxDistance: not PocketDistance }] } => $"knows pockets of {PocketDistance} Å only",
            { Pockets: [{ Force: true }] } => "cannot be forced into a pocket",
            _ => null,
        };
        if (fault is not null)
            throw FoldException.Unsupported($"Boltz-1 {fault}. Remove that from the input, or use weights of Boltz-2.");
    }
}
