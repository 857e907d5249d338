using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>What two written files are compared by: the reference's own, with something changed, is no longer met.</summary>
public sealed class GoldenWrittenTests
{
    private static readonly string Name = Path.Combine(GoldenCase.KeptFolder, "writer_pocket_contact", "pocket_contact_model_0");

    [Theory]
    [InlineData("HETATM 129 C C1 ", "HETATM 129 C C9 ", "_atom_site.label_atom_id, row 129")]
    [InlineData("HETATM 129 ", "ATOM 129 ", "_atom_site.group_PDB, row 129")]
    [InlineData("ATOM 1 N N . GLY 1 1 ? A ", "ATOM 1 N N . GLY 1 1 ? A 1", "_atom_site.Cartn_x, row 1")]
    [InlineData("17 1 L 1 GOL 1 5", "17 1 L 1 GOL 1 6", "_ma_qa_metric_local.metric_value, row 17")]
    [InlineData("3 non-polymer man", "3 polymer man", "_entity.type, row 3")]
    [InlineData("GOL non-polymer", "GOX non-polymer", "_chem_comp.id, row 6")]
    [InlineData("(GLY)(ALA)(VAL)(TRP)", "(GLY)(ALA)(VAL)(TYR)", "the sequence of entity 2")]
    [InlineData("L 3 'Model", "Q 3 'Model", "_struct_asym.id, row 3")]
    [InlineData("B 2 4 TRP 4 4", "B 2 4 TRP 4 5", "_pdbx_poly_seq_scheme.auth_seq_num, row 16")]
    [InlineData("_ma_qa_metric_local.", "_ma_nothing.", "_ma_qa_metric_local has 0 rows")]
    public void A_change_in_a_ModelCIF_file_is_found(string text, string changed, string fault)
    {
        string theirs = File.ReadAllText(Name + ".cif");
        Assert.Contains(text, theirs, StringComparison.Ordinal);

        var same = Compare(theirs, theirs);
        var other = Compare(theirs, theirs.Replace(text, changed, StringComparison.Ordinal));

        Assert.All(same, meeting => Assert.Null(meeting.Fault));
        Assert.Contains(other, meeting => meeting.Fault?.Contains(fault, StringComparison.Ordinal) ?? false);
    }

    [Fact]
    public void A_reference_with_nothing_to_compare_is_never_met() =>
        Assert.Contains(Compare("data_x\n_entry.id x\n", File.ReadAllText(Name + ".cif")), meeting => meeting.Fault is not null);

    [Theory]
    [InlineData("GLY A   1 ", "GLY A   2 ", "number of atom 1")]
    [InlineData("C1  LIG L", "C9  LIG L", "name of atom 129")]
    [InlineData("TER      99      VAL A  12", "TER      99      VAL A  11", "ends of chains")]
    [InlineData("CONECT  131  133", "CONECT  131  134", "bonds differ")]
    [InlineData("HETATM", "REMARK", "128 atoms, should be 134")]
    public void A_change_in_a_PDB_file_is_found(string text, string changed, string fault)
    {
        string[] theirs = File.ReadAllLines(Name + ".pdb");
        // Bonds name atoms, so they go where those go.
        string[] other = [.. theirs.Select(line => line.Replace(text, changed, StringComparison.Ordinal)).Where(line => changed != "REMARK" || !line.StartsWith("CONECT", StringComparison.Ordinal))];
        Assert.NotEqual(theirs, other);

        Assert.All(GoldenWrittenPdb.Compare(theirs, theirs), meeting => Assert.Null(meeting.Fault));
        Assert.Contains(GoldenWrittenPdb.Compare(theirs, other), meeting => meeting.Fault?.Contains(fault, StringComparison.Ordinal) ?? false);
    }

    private static List<Meeting> Compare(string theirs, string ours) => [.. GoldenWrittenCif.Compare(Read(theirs), Read(ours))];

    private static CifFile Read(string text) => CifFile.Read(new StringReader(text), "test.cif");
}
