using System.Numerics;

namespace FoldCP.Engine.Chemistry;

/// <summary>How the neighbours of an atom stand around it, from where they are; as chemistry toolkits tell it.</summary>
internal sealed class Neighbours(IReadOnlyList<Vector3> places, IEnumerable<MoleculeBond> bonds)
{
    // Of directions: below it, they are as good as in one plane with the atom. A tetrahedron's are at 0.77, a flat one's at 0.
    private const float Flat = 0.1f;

    private readonly ILookup<int, int> _bonded = bonds
        .SelectMany(bond => new[] { (Atom: bond.First, Of: bond.Second), (Atom: bond.Second, Of: bond.First) })
        .ToLookup(end => end.Atom, end => end.Of);

    /// <summary>
    /// Of three or four neighbours in the order of their bonds, the first three tell: seen from the first one, the others follow
    /// each other clockwise or not. A hydrogen, which has no place here, counts as the last.
    /// </summary>
    public Chirality Around(int atom)
    {
        Vector3[] towards = [.. _bonded[atom].Select(other => Vector3.Normalize(places[other] - places[atom]))];
        if (towards.Length is not (3 or 4))
            return Chirality.Unspecified;
        return Vector3.Dot(towards[0], Vector3.Cross(towards[1], towards[2])) switch
        {
            < -Flat => Chirality.TetrahedralClockwise,
            > Flat => Chirality.TetrahedralCounterclockwise,
            _ => Chirality.Unspecified,
        };
    }
}
