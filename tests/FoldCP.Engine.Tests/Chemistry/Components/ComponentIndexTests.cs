using System.Text;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Components;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Chemistry.Components;

public sealed class ComponentIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string IndexFile => _folder.File("components.index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_built_in_molecule_comes_back_as_it_was()
    {
        Write([.. MoleculeLibrary.BuiltIn.Molecules]);

        using var index = ComponentIndex.Open(IndexFile);

        Assert.Equal(MoleculeLibrary.BuiltIn.Molecules.Count(), index.Header.Count);
        Assert.All(MoleculeLibrary.BuiltIn.Molecules, molecule => Same(molecule, index.Find(molecule.Code)));
        Assert.Equal(("test.cif", DateTimeOffset.UnixEpoch), (index.Header.Source, index.Header.ImportedAt));
    }

    [Theory]
    [InlineData("")]
    [InlineData("AT")]
    [InlineData("ATPX")]
    [InlineData("atp")]
    [InlineData("a code longer than any entry")]
    public void What_is_not_there_is_not_found(string code)
    {
        Write([.. MoleculeLibrary.BuiltIn.Molecules]);

        using var index = ComponentIndex.Open(IndexFile);

        Assert.Null(index.Find(code));
    }

    [Fact]
    public void A_code_of_any_letters_is_found()
    {
        var molecule = MoleculeLibrary.BuiltIn["GOL"];
        string[] codes = ["~", "0", "Å", "ligand-with-16-by", "A1ABC", "a"];
        Write([.. codes.Where(code => Encoding.UTF8.GetByteCount(code) <= 16).Select(code => molecule with { Code = code })]);

        using var index = ComponentIndex.Open(IndexFile);

        Assert.All(codes, code => Assert.Equal(Encoding.UTF8.GetByteCount(code) <= 16 ? code : null, index.Find(code)?.Code));
    }

    [Fact]
    public void Any_changed_byte_is_noticed()
    {
        Write([MoleculeLibrary.BuiltIn["GOL"], MoleculeLibrary.BuiltIn["MG"]]);
        byte[] whole = File.ReadAllBytes(IndexFile);

        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 4;
            File.WriteAllBytes(IndexFile, damaged);

            var told = Assert.Throws<FoldException>(FindAll);
            Assert.Contains("Import it again: foldcp ccd import FILE", told.Message);
        }
    }

    [Fact]
    public void Any_missing_end_is_noticed()
    {
        Write([MoleculeLibrary.BuiltIn["MG"]]);
        byte[] whole = File.ReadAllBytes(IndexFile);

        for (int length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(IndexFile, whole[..length]);

            Assert.Throws<FoldException>(FindAll);
        }
    }

    [Fact]
    public void Another_version_is_told_as_such()
    {
        Write([MoleculeLibrary.BuiltIn["MG"]]);
        byte[] whole = File.ReadAllBytes(IndexFile);
        whole[8]++;
        File.WriteAllBytes(IndexFile, whole);

        Assert.Contains("was made by another version of FoldCP (its format is 2, this one reads 1)", Assert.Throws<FoldException>(FindAll).Message);
    }

    private void FindAll()
    {
        using var index = ComponentIndex.Open(IndexFile);
        index.Find("GOL");
        index.Find("MG");
    }

    private void Write(Molecule[] molecules)
    {
        using var file = File.Create(IndexFile);
        using var writer = new ComponentIndexWriter(file);
        foreach (var molecule in molecules)
            writer.Add(molecule);
        writer.Finish(DateTimeOffset.UnixEpoch, "test.cif");
    }

    internal static void Same(Molecule expected, Molecule? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(expected.Atoms, actual.Atoms);
        Assert.Equal(expected.Bonds, actual.Bonds);
        Assert.Equal(expected.Conformers[0], actual.Conformers[0]);
        Assert.Equal(expected with { Atoms = [], Bonds = [], Conformers = [] }, actual with { Atoms = expected.Atoms, Bonds = [], Conformers = [] } with { Atoms = [] });
    }
}
