namespace FoldCP.Engine.Chemistry;

/// <summary>How an atom's neighbours, in the order of its bonds, stand around it; the numbers are the network's.</summary>
public enum Chirality
{
    Unspecified = 0,
    TetrahedralClockwise = 1,
    TetrahedralCounterclockwise = 2,
    SquarePlanar = 3,
    Octahedral = 4,
    TrigonalBipyramidal = 5,
    Other = 6,
}
