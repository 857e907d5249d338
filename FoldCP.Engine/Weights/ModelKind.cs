namespace FoldCP.Engine.Weights;

/// <summary>The networks that weights can be of.</summary>
public enum ModelKind { Unknown, Boltz1, Boltz2, Boltz2Affinity }

/// <summary>Tells a network by the names of its weights.</summary>
public static class Recognition
{
    /// <param name="names">of all weights</param>
    public static ModelKind Of(IEnumerable<string> names)
    {
        HashSet<string> parts = [.. names.Select(name => name.Split('.')[0])];
        if (!parts.Contains("structure_module") || !parts.Contains("input_embedder"))
            return ModelKind.Unknown;
        if (parts.Any(part => part.StartsWith("affinity_module", StringComparison.Ordinal)))
            return ModelKind.Boltz2Affinity;
        return parts.Contains("diffusion_conditioning") ? ModelKind.Boltz2 : ModelKind.Boltz1;
    }

    /// <summary>Its name, for a message.</summary>
    public static string Name(this ModelKind kind) => kind switch
    {
        ModelKind.Boltz1 => "Boltz-1",
        ModelKind.Boltz2 => "Boltz-2",
        ModelKind.Boltz2Affinity => "Boltz-2 with affinity",
        _ => "a network that this engine does not know",
    };
}
