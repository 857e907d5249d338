using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Components;
using FoldCP.Engine.Run;
using FoldCP.Engine.Tests.Chemistry.Components;

namespace FoldCP.Engine.Tests.Run;

public sealed class CcdCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly StringWriter _said = new();
    private readonly StringWriter _refused = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_import_tells_how_far_it_is_what_it_brought_and_what_it_could_not_read()
    {
        string file = Written("components.cif", string.Concat(Enumerable.Range(1, 400).Select(number => Definitions.Called($"A{number}")))
            + Definitions.Called("A401").Replace("0.892", "here") + Definitions.Called("A402").Replace("0.892", "?"));

        Assert.Equal(ExitCode.Done, Command().ImportFrom(file, TestContext.Current.CancellationToken));

        Assert.Contains("100 %: ", _said.ToString());
        Assert.Contains("401 components are known now", _said.ToString());
        Assert.Contains("1 of them have the coordinates of a model, as ideal ones are missing. 1 could not be read.", _said.ToString());
        Assert.Matches(@"Not read: A401: components\.cif, line \d+: _chem_comp_atom\.pdbx_model_Cartn_x_ideal is here", _refused.ToString());
    }

    [Fact]
    public void The_list_tells_what_was_imported_and_what_is_built_in()
    {
        Assert.Equal(ExitCode.Done, Command().ShowList());
        Assert.Contains("Import the dictionary with: foldcp ccd import FILE", _said.ToString());
        Assert.Contains(" ATP ", _said.ToString());

        Command().ImportFrom(Written("mine.cif", Definitions.Methanol), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, Command().ShowList());
        Assert.Contains("1 components of mine.cif, imported ", _said.ToString());
    }

    [Fact]
    public void A_component_is_shown_from_where_it_is_taken()
    {
        Assert.Equal(ExitCode.Done, Command().ShowOne("ALA"));
        Assert.Contains("ALA: ALANINE\nL-PEPTIDE LINKING; C3 H7 N O2; 89.093 Da; coordinates ideal; built in\n", _said.ToString());
        Assert.Contains("CA    C             0          TetrahedralCounterclockwise     0.257     0.418     0.692\n", _said.ToString());
        Assert.Contains("C     O     DoubleBond\n", _said.ToString());

        Command().ImportFrom(Written("mine.cif", Definitions.Called("ALA")), TestContext.Current.CancellationToken);

        Assert.Equal(ExitCode.Done, Command().ShowOne("ALA"));
        Assert.Contains("ALA: METHANOL\nNON-POLYMER; C H4 O; 32.042 Da; coordinates ideal; imported from mine.cif\n", _said.ToString());
    }

    [Fact]
    public void What_cannot_be_is_refused_in_words()
    {
        Assert.Equal(ExitCode.BadInput, Command().ShowOne("XYZ"));
        Assert.Contains("The component XYZ is not known here. Check its code, or import the Chemical Component Dictionary: foldcp ccd import FILE", _refused.ToString());
        Assert.Equal(ExitCode.BadInput, Command().ImportFrom(_folder.File("none.cif"), TestContext.Current.CancellationToken));
        Assert.Contains("none.cif", _refused.ToString());
        Assert.Equal(ExitCode.BadInput, Command().ImportFrom(Written("a.txt", "nothing"), TestContext.Current.CancellationToken));
        Assert.Equal(ExitCode.Cancelled, Command().ImportFrom(Written("a.cif", Definitions.Methanol), new(canceled: true)));
        Directory.CreateDirectory(Cache().Folder);
        File.WriteAllText(Cache().File, "damaged");
        Assert.Equal(ExitCode.BadInput, Command().ShowList());
        Assert.Contains("has only 7 bytes. Import it again", _refused.ToString());
    }

    [Fact]
    public void The_built_in_file_can_be_made_of_itself()
    {
        string kept = Path.Combine(SharedData.Root(), "FoldCP.Engine", "Chemistry", "components.cif");
        string codes = Path.ChangeExtension(kept, ".txt");

        Assert.Equal(ExitCode.Done, Command().WriteSubset([kept], codes, _folder.File("again.cif")));

        Assert.Equal(File.ReadAllText(kept), File.ReadAllText(_folder.File("again.cif")));
    }

    [Fact]
    public void A_subset_takes_the_first_definition_and_leaves_out_hydrogens()
    {
        string first = Written("first.cif", Definitions.Called("A1").Replace("0.892", "?"));
        string second = Written("second.cif", Definitions.Called("A1") + Definitions.Called("A2") + Definitions.Called("A3"));

        Assert.Equal(ExitCode.Done, Command().WriteSubset([first, second], Written("codes.txt", "# mine\nA2 A1\n"), _folder.File("subset.cif")));

        var subset = MoleculeLibrary.Read(new StringReader(File.ReadAllText(_folder.File("subset.cif"))), "subset.cif");
        Assert.Equal(["A2", "A1"], subset.Molecules.Select(molecule => molecule.Code));
        Assert.True(subset["A1"].HasModelCoordinates);
        Assert.DoesNotContain("HO", File.ReadAllText(_folder.File("subset.cif")));
        Assert.Equal(ExitCode.BadInput, Command().WriteSubset([first], Written("codes.txt", "A1 A9"), _folder.File("subset.cif")));
        Assert.Contains("No file has A9.", _refused.ToString());
    }

    private ComponentCache Cache() => new(_folder.File("cache"));

    private CcdCommand Command() => new(Cache(), TimeProvider.System, _said, _refused);

    private string Written(string name, string text)
    {
        File.WriteAllText(_folder.File(name), text);
        return _folder.File(name);
    }
}
