using System.Numerics;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Features;

/// <summary>The backbone frame of a residue of a known structure: axes as columns, row by row, and the origin at CA.</summary>
public sealed record TokenFrame(float[] Rotation, Vector3 Origin, bool IsValid)
{
    private const float Tiny = 1e-10f;

    private static readonly TokenFrame None = new([1, 0, 0, 0, 1, 0, 0, 0, 1], Vector3.Zero, false);

    /// <summary>Proteins' own residues have one where N, CA and C are there.</summary>
    public static TokenFrame Of(Token token)
    {
        var residue = token.Residue;
        bool hasOne = residue.Form.IsStandard && token.Chain.Kind == ChainKind.Protein
            && residue.IsPresent(0) && residue.IsPresent(1) && residue.IsPresent(2);
        return hasOne ? Of(residue.Position(0), residue.Position(1), residue.Position(2)) : None;
    }

    private static TokenFrame Of(Vector3 n, Vector3 ca, Vector3 c)
    {
        var x = c - ca;
        x /= x.Length() + Tiny;
        var y = n - ca - (x * Vector3.Dot(x, n - ca));
        y /= y.Length() + Tiny;
        var z = Vector3.Cross(x, y);
        return new([x.X, y.X, z.X, x.Y, y.Y, z.Y, x.Z, y.Z, z.Z], ca, true);
    }
}
