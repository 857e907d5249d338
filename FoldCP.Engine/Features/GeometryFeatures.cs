namespace FoldCP.Engine.Features;

/// <summary>What a chemistry toolkit knows of the shapes of ligands: distances, chirality, double bonds.</summary>
public sealed record GeometryFeatures : IDisposable
{
    /// <summary>Pairs of atoms of one ligand [2, P].</summary>
    public required Tensor Pairs { get; init; }

    /// <summary>Whether they are bonded [P].</summary>
    public required Tensor AreBonded { get; init; }

    /// <summary>Whether they are ends of an angle [P].</summary>
    public required Tensor AreEndsOfAngle { get; init; }

    /// <summary>Their least distance, Å [P], float32.</summary>
    public required Tensor Least { get; init; }

    /// <summary>Their largest distance, Å [P], float32.</summary>
    public required Tensor Largest { get; init; }

    /// <summary>Four atoms around each chiral centre [4, C].</summary>
    public required Tensor Chiral { get; init; }

    /// <summary>Whether their dihedral angle is positive [C].</summary>
    public required Tensor ChiralIsPositive { get; init; }

    /// <summary>Four atoms along each double bond with a side [4, S].</summary>
    public required Tensor Stereo { get; init; }

    /// <summary>Whether its ends are on opposite sides [S].</summary>
    public required Tensor StereoIsTrans { get; init; }

    /// <summary>Each flat double bond: one end and its two neighbours, the other end and its two [6, D].</summary>
    public required Tensor Planar { get; init; }

    public void Dispose()
    {
        Tensor[] all = [Pairs, AreBonded, AreEndsOfAngle, Least, Largest, Chiral, ChiralIsPositive, Stereo, StereoIsTrans, Planar];
        foreach (var tensor in all)
            tensor.Dispose();
    }
}
