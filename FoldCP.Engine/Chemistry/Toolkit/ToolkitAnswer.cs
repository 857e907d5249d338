using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace FoldCP.Engine.Chemistry.Toolkit;

/// <summary>What the toolkit's library answers, as its JSON has it: an error in words, or else a molecule or a shape.</summary>
internal sealed record ToolkitAnswer(
    string? Error, string? Formula, double Weight, ToolkitAtom[]? Atoms, int[][]? Bonds, ToolkitConformer[]? Conformers, ToolkitShape? Shape)
{
    // Conformers may be named; of these the reference takes the first kind that there is.
    private static readonly string[] Preferred = ["Computed", "Ideal"];

    public static ToolkitAnswer Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, ToolkitJson.Default.ToolkitAnswer) ?? throw new InvalidOperationException("The toolkit answered with nothing.");

    /// <summary>The molecule; its type is not known, as RDKit does not tell ligands from residues.</summary>
    public Molecule Molecule(string code) => new(
        code, code, "", Formula ?? "", Weight,
        [.. Atoms!.Select(atom => new MoleculeAtom(atom.Name, atom.Element, atom.Charge, atom.Leaves) { Chirality = (Chirality)atom.Chirality })],
        [.. Ordered(Conformers!).Select(conformer => conformer.Places.Chunk(3).Select(xyz => new Vector3((float)xyz[0], (float)xyz[1], (float)xyz[2])).ToArray())])
    {
        Bonds = [.. Bonds!.Select(bond => new MoleculeBond(bond[0], bond[1], (BondType)bond[2]))],
        Shape = Shape?.Shape(),
    };

    private static IEnumerable<ToolkitConformer> Ordered(ToolkitConformer[] conformers)
    {
        string? first = Preferred.FirstOrDefault(name => conformers.Any(conformer => conformer.Name == name));
        return conformers.OrderBy(conformer => first is not null && conformer.Name != first);
    }
}

internal sealed record ToolkitAtom(string Name, int Element, int Charge, int Chirality, bool Leaves);

/// <summary>Three numbers of each heavy atom, Å, and what the conformer was called where it was made.</summary>
internal sealed record ToolkitConformer(string Name, double[] Places);

/// <summary>Rows of atoms' places in the molecule, followed by flags and numbers.</summary>
internal sealed record ToolkitShape(double[][] Pairs, int[][] Chiral, int[][] Stereo, int[][] PlanarBonds, int[][] Rings5, int[][] Rings6)
{
    private const int Dihedral = 4;

    public MoleculeShape Shape() => new()
    {
        Distances = [.. Pairs.Select(row => new AtomDistance((int)row[0], (int)row[1], row[2] != 0, row[3] != 0, row[4], row[5]))],
        ChiralCentres = [.. Chiral.Select(Row)],
        StereoBonds = [.. Stereo.Select(Row)],
        PlanarBonds = PlanarBonds,
        Rings5 = Rings5,
        Rings6 = Rings6,
    };

    private static ShapeRow Row(int[] row) => new(row[..Dihedral], row[Dihedral] != 0, row[Dihedral + 1] != 0);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(ToolkitAnswer))]
internal sealed partial class ToolkitJson : JsonSerializerContext;
