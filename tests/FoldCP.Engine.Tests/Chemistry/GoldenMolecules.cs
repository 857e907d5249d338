using System.Numerics;
using System.Text.Json;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Tests.Chemistry;

/// <summary>The molecules that the recorded reference cases were made with: their conformers differ from the dictionary's.</summary>
internal static class GoldenMolecules
{
    public static MoleculeLibrary Read()
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(SharedData.File("golden/mols/mols.json")));
        return new(file.RootElement.EnumerateObject().Select(entry => Molecule(entry.Name, entry.Value)).ToList());
    }

    private static Molecule Molecule(string code, JsonElement json) => new(
        code, code, "", "", 0,
        [.. json.GetProperty("atoms").EnumerateArray().Select(Atom)],
        [.. json.GetProperty("conformers").EnumerateObject().Select(conformer => conformer.Value.EnumerateArray().Select(Place).ToArray())]);

    private static MoleculeAtom Atom(JsonElement json) => new(
        json.GetProperty("name").GetString()!,
        json.GetProperty("z").GetInt32(),
        json.GetProperty("charge").GetInt32(),
        json.GetProperty("leaving").GetInt32() == 1);

    private static Vector3 Place(JsonElement json) => new(json[0].GetSingle(), json[1].GetSingle(), json[2].GetSingle());
}
