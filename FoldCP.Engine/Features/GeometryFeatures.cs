using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

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

    /// <summary>Whether they are the neighbours of highest priority [C].</summary>
    public required Tensor ChiralIsReference { get; init; }

    /// <summary>Four atoms along each double bond with a side [4, S].</summary>
    public required Tensor Stereo { get; init; }

    /// <summary>Whether its ends are on opposite sides [S].</summary>
    public required Tensor StereoIsTrans { get; init; }

    /// <summary>Whether they are the neighbours of highest priority [S].</summary>
    public required Tensor StereoIsReference { get; init; }

    /// <summary>Each flat double bond: one end and its two neighbours, the other end and its two [6, D].</summary>
    public required Tensor Planar { get; init; }

    /// <summary>Aromatic rings of five atoms [5, R].</summary>
    public required Tensor Rings5 { get; init; }

    /// <summary>Aromatic rings of six atoms [6, R].</summary>
    public required Tensor Rings6 { get; init; }

    /// <summary>The shapes of all residues that one is known of, with the structure's numbers of atoms.</summary>
    public static GeometryFeatures Of(Structure structure)
    {
        var shaped = structure.Residues.Where(residue => residue.Form.Shape is not null).Select(residue => (residue.FirstAtom, Shape: residue.Form.Shape!)).ToList();
        List<(int[] Atoms, T Row)> All<T>(Func<MoleculeShape, IEnumerable<T>> rows, Func<T, IEnumerable<int>> atoms) =>
            [.. shaped.SelectMany(one => rows(one.Shape).Select(row => (atoms(row).Select(atom => one.FirstAtom + atom).ToArray(), row)))];

        var pairs = All(shape => shape.Distances, pair => [pair.First, pair.Second]);
        var chiral = All(shape => shape.ChiralCentres, row => row.Atoms);
        var stereo = All(shape => shape.StereoBonds, row => row.Atoms);
        return new()
        {
            Pairs = Index(pairs, 2),
            AreBonded = Column(pairs, pair => pair.IsBond),
            AreEndsOfAngle = Column(pairs, pair => pair.IsAngle),
            Least = Column(pairs, pair => (float)pair.Least),
            Largest = Column(pairs, pair => (float)pair.Largest),
            Chiral = Index(chiral, 4),
            ChiralIsPositive = Column(chiral, row => row.Holds),
            ChiralIsReference = Column(chiral, row => row.IsReference),
            Stereo = Index(stereo, 4),
            StereoIsTrans = Column(stereo, row => row.Holds),
            StereoIsReference = Column(stereo, row => row.IsReference),
            Planar = Index(All(shape => shape.PlanarBonds, atoms => atoms), 6),
            Rings5 = Index(All(shape => shape.Rings5, atoms => atoms), 5),
            Rings6 = Index(All(shape => shape.Rings6, atoms => atoms), 6),
        };
    }

    public void Dispose()
    {
        Tensor[] all =
        [
            Pairs, AreBonded, AreEndsOfAngle, Least, Largest, Chiral, ChiralIsPositive, ChiralIsReference,
            Stereo, StereoIsTrans, StereoIsReference, Planar, Rings5, Rings6,
        ];
        foreach (var tensor in all)
            tensor.Dispose();
    }

    // Rows of atoms as columns: [size, rows].
    private static Tensor Index<T>(List<(int[] Atoms, T Row)> rows, int size) =>
        tensor(Enumerable.Range(0, size).SelectMany(at => rows.Select(row => (long)row.Atoms[at])).ToArray(), size, rows.Count);

    private static Tensor Column<T>(List<(int[] Atoms, T Row)> rows, Func<T, bool> value) => tensor(rows.Select(row => value(row.Row)).ToArray());

    private static Tensor Column<T>(List<(int[] Atoms, T Row)> rows, Func<T, float> value) => tensor(rows.Select(row => value(row.Row)).ToArray());
}
