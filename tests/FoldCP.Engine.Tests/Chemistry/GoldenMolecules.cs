using System.Numerics;
using System.Text.Json;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Tests.Model.Golden;

namespace FoldCP.Engine.Tests.Chemistry;

/// <summary>The molecules that the recorded reference cases were made with: their conformers differ from the dictionary's.</summary>
internal static class GoldenMolecules
{
    private const string Name = "mols.json";

    public static MoleculeLibrary Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(Find()));
        return new(All(file.RootElement));
    }

    /// <summary>Molecules by their code, as a recorded case has them too for its own ligands.</summary>
    public static List<Molecule> All(JsonElement json) => [.. json.EnumerateObject().Select(entry => Molecule(entry.Name, entry.Value))];

    // A chosen folder of cases may bring its own, inside or beside it.
    private static string Find()
    {
        string? chosen = GoldenCase.ChosenFolder;
        string[] places = chosen is null ? [] : [Path.Combine(chosen, "mols", Name), Path.Combine(chosen, "..", "mols", Name)];
        return places.Append(Path.Combine(GoldenCase.KeptFolder, "mols", Name)).FirstOrDefault(File.Exists) ?? SharedData.File($"golden/mols/{Name}");
    }

    private static Molecule Molecule(string code, JsonElement json) => new(
        code, code, "", "", 0,
        [.. json.GetProperty("atoms").EnumerateArray().Select(Atom)],
        [.. json.GetProperty("conformers").EnumerateObject().Select(conformer => conformer.Value.EnumerateArray().Select(Place).ToArray())])
    {
        Bonds = [.. json.GetProperty("bonds").EnumerateArray().Select(Bond)],
    };

    private static MoleculeAtom Atom(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("z").GetInt32(),
        json.GetProperty("charge").GetInt32(),
        json.GetProperty("leaving").GetInt32() == 1)
    {
        Chirality = json.GetProperty("chiral_tag").GetString() switch
        {
            "CHI_UNSPECIFIED" => Chirality.Unspecified,
            "CHI_TETRAHEDRAL_CW" => Chirality.TetrahedralClockwise,
            "CHI_TETRAHEDRAL_CCW" => Chirality.TetrahedralCounterclockwise,
            "CHI_SQUAREPLANAR" => Chirality.SquarePlanar,
            "CHI_OCTAHEDRAL" => Chirality.Octahedral,
            "CHI_TRIGONALBIPYRAMIDAL" => Chirality.TrigonalBipyramidal,
            _ => Chirality.Other,
        },
    };

    private static MoleculeBond Bond(JsonElement json) => new(json[0].GetInt32(), json[1].GetInt32(), json[2].GetString() switch
    {
        "SINGLE" => BondType.SingleBond,
        "DOUBLE" => BondType.DoubleBond,
        "TRIPLE" => BondType.TripleBond,
        "AROMATIC" => BondType.Aromatic,
        _ => BondType.Other,
    });

    private static Vector3 Place(JsonElement json) => new(json[0].GetSingle(), json[1].GetSingle(), json[2].GetSingle());
}
