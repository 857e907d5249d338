namespace FoldCP.Engine.Model.Steering;

/// <summary>How sampling is led beyond what the network says. The defaults are the reference's.</summary>
public sealed record SteeringOptions
{
    /// <summary>Nothing but the network.</summary>
    public static SteeringOptions None { get; } = new() { ContactGuidance = false };

    /// <summary>Whether several particles are sampled for each structure, of which the likely ones survive (Feynman and Kac).</summary>
    public bool Resampling { get; init; }

    /// <summary>How many for each structure.</summary>
    public int Particles { get; init; } = 3;

    /// <summary>How much energies count when particles are chosen.</summary>
    public double Sharpness { get; init; } = 4;

    /// <summary>How many steps there are from one choice to the next.</summary>
    public int StepsBetween { get; init; } = 3;

    /// <summary>Whether atoms are pushed towards sound chemistry: bonds, angles, chirality, no clashes.</summary>
    public bool PhysicalGuidance { get; init; }

    /// <summary>Whether atoms are pushed towards contacts and templates that are forced.</summary>
    public bool ContactGuidance { get; init; } = true;

    /// <summary>How many pushes there are in a step.</summary>
    public int Pushes { get; init; } = 20;

    /// <summary>Whether atoms are pushed at all.</summary>
    internal bool Guides => PhysicalGuidance || ContactGuidance;

    /// <summary>How many particles one structure takes.</summary>
    internal int ParticlesEach => Resampling ? Particles : 1;
}
