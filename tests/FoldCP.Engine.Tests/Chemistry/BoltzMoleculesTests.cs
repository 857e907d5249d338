using System.Numerics;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Chemistry;

/// <summary>Files like those of Boltz, written by RDKit's Python package (boltz/make.py).</summary>
public sealed class BoltzMoleculesTests : IDisposable
{
    private const int VersionAt = 8;

    private static readonly string s_files = Path.Combine(SharedData.Root(), "tests", "FoldCP.Engine.Tests", "boltz");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("SEP")]
    [InlineData("NAG")]
    [InlineData("ATP")]
    [InlineData("GOL")]
    [InlineData("MG")]
    public void A_molecule_is_the_recorded_one_of_which_the_file_was_made(string code)
    {
        var read = Mols().Find(code)!;

        var recorded = GoldenMolecules.Read()[code];
        Assert.Equal((code, recorded.Atoms.Count), (read.Code, read.Atoms.Count));
        Assert.Equal(("", false), (read.Type, read.IsOwn));
        Assert.Equal(recorded.Atoms.Select(atom => (atom.Name, atom.Element, atom.Charge, atom.Leaves)), read.Atoms.Select(atom => (atom.Name, atom.Element, atom.Charge, atom.Leaves)));
        Assert.Equal(recorded.Bonds, read.Bonds);
        Assert.Equal(recorded.Conformers.Count, read.Conformers.Count);
        Assert.All(recorded.Conformers.Zip(read.Conformers), pair => Assert.All(pair.First.Zip(pair.Second), place => Assert.True(Vector3.Distance(place.First, place.Second) < 1e-5f)));
    }

    [Theory]
    [InlineData("SEP")]
    [InlineData("NAG")]
    [InlineData("ATP")]
    [InlineData("GOL")]
    public void Its_shape_is_that_which_the_toolkit_finds_for_the_same_heavy_atoms(string code)
    {
        var toolkit = TestToolkit.Needed();
        var read = Mols().Find(code)!;

        var (ofFile, found) = (read.Shape!, toolkit.Shape(read with { Shape = null })!);

        Assert.Equal(found.Distances, ofFile.Distances);
        Assert.Equal(found.ChiralCentres.Select(Row), ofFile.ChiralCentres.Select(Row));
        Assert.Equal(found.Rings5, ofFile.Rings5);

        static string Row(ShapeRow row) => $"{string.Join(' ', row.Atoms)} {row.IsReference} {row.Holds}";
    }

    [Fact]
    public void One_file_may_hold_all_and_its_computed_conformer_comes_first()
    {
        var all = new BoltzMolecules(Path.Combine(s_files, "ccd.pkl"), TestToolkit.Needed());

        Assert.Equal(new Vector3(7, 8, 9), all.Find("GOL")!.Conformers[0][0]);
        Assert.Equal(2, all.Find("GOL")!.Conformers.Count);
        Assert.NotNull(all.Find("SEP"));
        Assert.Null(all.Find("XYZ"));
    }

    [Theory]
    [InlineData("XYZ")]
    [InlineData("../mols/GOL")]
    [InlineData("")]
    public void What_is_not_there_is_not_found(string code) => Assert.Null(Mols().Find(code));

    [Fact]
    public void A_library_finds_them_before_its_own()
    {
        var library = new MoleculeLibrary([], Mols(), MoleculeLibrary.BuiltIn);

        Assert.NotNull(library["SEP"].Shape);
        Assert.Equal("ALANINE", library["ALA"].Name);
    }

    [Fact]
    public void A_newer_form_is_refused_before_RDKit_sees_it()
    {
        byte[] pickle = File.ReadAllBytes(Path.Combine(s_files, "mols", "SEP.pkl"));
        pickle[Start(pickle) + VersionAt] = 99;

        Assert.Matches(@"/X\.pkl: X: The molecule is in RDKit's form 99\.\d+, and the RDKit here reads up to \d+\.\d+\.$", Refused(pickle));
    }

    [Theory]
    [InlineData(4, "X is no molecule of RDKit.")]      // the class's name
    [InlineData(0, "These bytes are no molecule of RDKit's.")]
    public void Other_things_are_refused_in_words(int what, string words)
    {
        byte[] pickle = File.ReadAllBytes(Path.Combine(s_files, "mols", "SEP.pkl"));
        int at = what == 0 ? Start(pickle) : pickle.AsSpan().IndexOf("rdchem"u8);
        pickle[at] = (byte)'x';

        Assert.Contains(words, Refused(pickle), StringComparison.Ordinal);
    }

    [Fact]
    public void A_molecule_without_names_is_refused() =>
        Assert.EndsWith("X: An atom of the molecule has no name.", Refused(File.ReadAllBytes(Path.Combine(s_files, "nameless.pkl"))), StringComparison.Ordinal);

    [Fact]
    public void A_pickle_that_would_start_a_program_is_refused() =>
        Assert.Contains("it is hostile", Refused("cos\nsystem\n(X\u0004\0\0\0truetR."u8.ToArray()), StringComparison.Ordinal);

    [Fact]
    public void Whatever_damaged_bytes_do_to_RDKit_is_told_in_words()
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(s_files, "mols", "SEP.pkl"));
        int start = Start(whole), read = 0;
        var random = new Random(5);

        foreach (int _ in Enumerable.Range(0, 60))
        {
            byte[] damaged = [.. whole];
            // The head is left as it is: RDKit has to be reached.
            for (int change = 0; change < 3; change++)
                damaged[random.Next(start + 20, whole.Length - 8)] = (byte)random.Next(256);
            if (Found(damaged) is { } why)
                Assert.StartsWith(Path.Combine(_folder.Path, "X.pkl"), why, StringComparison.Ordinal);
            else
                read++;
        }

        Assert.InRange(read, 1, 59);
    }

    [Theory]
    [InlineData(30)]
    [InlineData(200)]
    public void A_truncated_molecule_is_told_in_words(int length)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(s_files, "mols", "SEP.pkl"));
        byte[] short_ = [0x80, 4, (byte)'c', .. "rdkit.Chem.rdchem\nMol\n"u8, (byte)'C', (byte)length, .. whole.AsSpan(Start(whole), length), 0x85, (byte)'R', (byte)'.'];

        Assert.Contains("/X.pkl: X: ", Refused(short_), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_neither_a_folder_nor_a_file_is_refused()
    {
        var toolkit = TestToolkit.Needed();

        Assert.Equal("/nowhere is neither a folder of molecules nor a file.", Assert.Throws<FoldException>(() => new BoltzMolecules("/nowhere", toolkit)).Message);
    }

    private static BoltzMolecules Mols() => new(Path.Combine(s_files, "mols"), TestToolkit.Needed());

    // Where the molecule's bytes begin.
    private static int Start(byte[] pickle) => pickle.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xef, 0xbe, 0xad, 0xde]);

    private string Refused(byte[] pickle) => Found(pickle) ?? throw new InvalidOperationException("It was read.");

    // Why it is refused; null: it is not.
    private string? Found(byte[] pickle)
    {
        var toolkit = TestToolkit.Needed();
        File.WriteAllBytes(_folder.File("X.pkl"), pickle);
        try
        {
            Assert.NotNull(new BoltzMolecules(_folder.Path, toolkit).Find("X"));
            return null;
        }
        catch (FoldException refusal)
        {
            return refusal.Message;
        }
    }
}
