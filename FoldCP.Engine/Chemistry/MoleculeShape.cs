namespace FoldCP.Engine.Chemistry;

/// <summary>What the shape of a molecule has to fulfil in any pose: distances, handedness, double bonds and flat rings.</summary>
public sealed record MoleculeShape
{
    public IReadOnlyList<AtomDistance> Distances { get; init; } = [];

    /// <summary>Three neighbours by falling priority, then the centre they are around; of four neighbours each three.</summary>
    public IReadOnlyList<ShapeRow> ChiralCentres { get; init; } = [];

    /// <summary>A neighbour, the two ends of a double bond with a side, a neighbour of the other end.</summary>
    public IReadOnlyList<ShapeRow> StereoBonds { get; init; } = [];

    /// <summary>One end of a flat double bond and its two neighbours, the other end and its two.</summary>
    public IReadOnlyList<IReadOnlyList<int>> PlanarBonds { get; init; } = [];

    /// <summary>Aromatic rings of five atoms.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rings5 { get; init; } = [];

    /// <summary>Aromatic rings of six atoms.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Rings6 { get; init; } = [];

    /// <summary>The part of it that lies among some of the atoms, which have other places then.</summary>
    /// <param name="kept">their places in the molecule</param>
    public MoleculeShape Among(IReadOnlyList<int> kept)
    {
        var places = kept.Select((old, place) => (old, place)).ToDictionary(pair => pair.old, pair => pair.place);
        bool AreKept(IEnumerable<int> atoms) => atoms.All(places.ContainsKey);
        IReadOnlyList<int> Moved(IEnumerable<int> atoms) => [.. atoms.Select(atom => places[atom])];
        ShapeRow[] Rows(IEnumerable<ShapeRow> rows) => [.. rows.Where(row => AreKept(row.Atoms)).Select(row => row with { Atoms = Moved(row.Atoms) })];
        IReadOnlyList<int>[] Planes(IEnumerable<IReadOnlyList<int>> planes) => [.. planes.Where(AreKept).Select(Moved)];
        return new()
        {
            Distances = [.. Distances.Where(pair => AreKept([pair.First, pair.Second]))
                .Select(pair => pair with { First = places[pair.First], Second = places[pair.Second] })],
            ChiralCentres = Rows(ChiralCentres),
            StereoBonds = Rows(StereoBonds),
            PlanarBonds = Planes(PlanarBonds),
            Rings5 = Planes(Rings5),
            Rings6 = Planes(Rings6),
        };
    }
}

/// <summary>How far two atoms may be from each other, Å, and whether they are bonded or the ends of an angle.</summary>
public sealed record AtomDistance(int First, int Second, bool IsBond, bool IsAngle, double Least, double Largest);

/// <summary>Four atoms whose dihedral angle has a side.</summary>
/// <param name="Atoms">by their places in the molecule</param>
/// <param name="IsReference">whether they are the atoms of highest priority</param>
/// <param name="Holds">around a centre whether it is R, along a double bond whether it is E</param>
public sealed record ShapeRow(IReadOnlyList<int> Atoms, bool IsReference, bool Holds);
