using FoldCP.Engine.Features;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Output;

public sealed class AnyMoleculeCifTests
{
    [Fact]
    public void Every_kind_of_molecule_is_an_entity_of_its_type()
    {
        var file = Written(AnyMolecules.Assembly());

        Assert.Equal(["polymer", "polymer", "polymer", "branched", "non-polymer", "non-polymer"], Column(file, "_entity", "type"));
        Assert.Equal(["1", "1", "1", "1", "2", "1"], Column(file, "_entity", "pdbx_number_of_molecules"));
        Assert.Equal(["Protein 1", "RNA 2", "DNA 3", "NAG-NAG", "MG", "LIG1"], Column(file, "_entity", "pdbx_description"));
        Assert.Equal(["polypeptide(L)", "polyribonucleotide", "polydeoxyribonucleotide"], Column(file, "_entity_poly", "type"));
        Assert.Equal(["G(SEP)(UNK)", "AN", "(DG)(DT)(DN)"], Column(file, "_entity_poly", "pdbx_seq_one_letter_code"));
        Assert.Equal(["GXX", "AN", "GTN"], Column(file, "_entity_poly", "pdbx_seq_one_letter_code_can"));
        Assert.Equal(["yes", "no", "no"], Column(file, "_entity_poly", "nstd_monomer"));
        Assert.Equal([("5", "MG"), ("6", "LIG1")], Column(file, "_pdbx_entity_nonpoly", "entity_id").Zip(Column(file, "_pdbx_entity_nonpoly", "comp_id")));
        Assert.Equal(["NAG", "NAG"], Column(file, "_pdbx_entity_branch_list", "comp_id"));
        Assert.Equal(["A", "R", "D", "S", "M", "Q", "L"], Column(file, "_struct_asym", "id"));
        Assert.Equal(["1", "2"], Column(file, "_pdbx_branch_scheme", "num"));
        Assert.Equal(["M", "Q", "L"], Column(file, "_pdbx_nonpoly_scheme", "asym_id"));
        Assert.Equal(8, file.Table("_pdbx_poly_seq_scheme").Rows);
    }

    [Fact]
    public void Only_polymers_have_numbers_in_a_sequence_and_the_rest_are_hetero_atoms()
    {
        var assembly = AnyMolecules.Assembly();
        var sites = Written(assembly).Table("_atom_site");

        var polymer = Enumerable.Range(0, sites.Rows).ToLookup(row => sites.Find(row, "group_PDB") == "ATOM");
        Assert.Equal(assembly.Structure.AtomCount, sites.Rows);
        Assert.Equal(["A", "R", "D"], polymer[true].Select(row => sites.Find(row, "label_asym_id")).Distinct());
        Assert.All(polymer[true], row => Assert.Equal(sites.Find(row, "auth_seq_id"), sites.Find(row, "label_seq_id")));
        Assert.Equal(["S", "M", "Q", "L"], polymer[false].Select(row => sites.Find(row, "label_asym_id")).Distinct());
        Assert.All(polymer[false], row => Assert.Null(sites.Find(row, "label_seq_id")));
        Assert.Equal(["1", "2", "1", "1", "1"], polymer[false].Select(row => (sites.Find(row, "label_asym_id"), sites.Find(row, "auth_seq_id"))).Distinct().Select(place => place.Item2));
        Assert.Equal(["CL", "C", "O"], polymer[false].TakeLast(3).Select(row => sites.Find(row, "type_symbol")));
    }

    [Fact]
    public void Bonds_between_residues_are_told_and_those_of_a_ligand_that_no_dictionary_has()
    {
        var file = Written(AnyMolecules.Assembly());

        Assert.Equal([("A", "S"), ("S", "S")], Column(file, "_struct_conn", "ptnr1_label_asym_id").Zip(Column(file, "_struct_conn", "ptnr2_label_asym_id")));
        Assert.Equal([("CB", "C1"), ("O4", "C1")], Column(file, "_struct_conn", "ptnr1_label_atom_id").Zip(Column(file, "_struct_conn", "ptnr2_label_atom_id")));
        Assert.Equal(["3", null], Column(file, "_struct_conn", "ptnr1_label_seq_id"));
        Assert.Equal(["1", "2"], Column(file, "_struct_conn", "ptnr2_auth_seq_id"));
        Assert.Equal([("LIG1", "sing"), ("LIG1", "doub")], Column(file, "_chem_comp_bond", "comp_id").Zip(Column(file, "_chem_comp_bond", "value_order")));
        var own = Column(file, "_chem_comp", "id").Zip(Column(file, "_chem_comp", "ma_provenance")).ToLookup(row => row.Second, row => row.First);
        Assert.Equal(["LIG1"], own["CCD local"]);
        Assert.Contains(("LIG1", "non-polymer"), Column(file, "_chem_comp", "id").Zip(Column(file, "_chem_comp", "type")));
        Assert.Contains(("SEP", "L-peptide linking"), Column(file, "_chem_comp", "id").Zip(Column(file, "_chem_comp", "type")));
        Assert.Contains("NAG", own["CCD Core"]);
    }

    [Fact]
    public void Bonds_that_close_rings_are_told_once()
    {
        var file = Written(AnyMolecules.Rings());

        Assert.Equal(["A", "D", "B"], Column(file, "_struct_conn", "ptnr1_label_asym_id"));
        Assert.Equal(["A", "D", "B"], Column(file, "_struct_conn", "ptnr2_label_asym_id"));
        Assert.Equal([("1", "N"), ("2", "O3'"), ("3", "C")], Column(file, "_struct_conn", "ptnr1_label_seq_id").Zip(Column(file, "_struct_conn", "ptnr1_label_atom_id")));
        Assert.Equal([("3", "C"), ("1", "P"), ("1", "N")], Column(file, "_struct_conn", "ptnr2_label_seq_id").Zip(Column(file, "_struct_conn", "ptnr2_label_atom_id")));
    }

    [Theory]
    [InlineData(Generation.Boltz1)]
    [InlineData(Generation.Boltz2)]
    public void Each_atom_has_the_confidence_of_its_token_and_each_residue_their_mean(Generation generation)
    {
        var assembly = AnyMolecules.Assembly(generation);
        var sample = AnyMolecules.Sample(assembly);

        var file = Written(assembly);

        var factors = AtomSite.Of(file).Select(atom => atom.BFactor).ToList();
        Assert.All(assembly.Tokens.Tokens, token => Assert.All(
            factors.Skip(token.FirstAtom).Take(token.AtomCount), factor => Assert.Equal(100 * sample.Plddt[token.Number], factor, 0.0051f)));
        var residues = assembly.Tokens.Tokens.GroupBy(token => token.Residue).Select(tokens => CifWriter.Number(100 * tokens.Average(token => (double)sample.Plddt[token.Number]), 2));
        Assert.Equal(residues, Column(file, "_ma_qa_metric_local", "metric_value"));
        Assert.Equal(assembly.Structure.Residues.Count(), file.Table("_ma_qa_metric_local").Rows);
    }

    [Fact]
    public void Where_the_network_judges_each_atom_each_has_its_own_confidence()
    {
        var assembly = AnyMolecules.Assembly();
        float[] plddt = [.. Enumerable.Range(0, assembly.Structure.AtomCount).Select(atom => atom / 256f)];

        var file = Written(assembly, AnyMolecules.Sample(assembly) with { Plddt = plddt });

        Assert.Equal(plddt.Select(own => 100 * own), AtomSite.Of(file).Select(atom => atom.BFactor), (own, factor) => Math.Abs(own - factor) < 0.0051);
        var residues = assembly.Structure.Residues.Select(residue => 100.0 / 256 * (residue.FirstAtom + ((residue.Form.Atoms.Count - 1) / 2.0)));
        Assert.Equal(residues.Select(mean => CifWriter.Number(mean, 2)), Column(file, "_ma_qa_metric_local", "metric_value"));
    }

    private static IEnumerable<string?> Column(CifFile file, string category, string column)
    {
        var table = file.Table(category);
        return Enumerable.Range(0, table.Rows).Select(row => table.Find(row, column));
    }

    private static CifFile Written(Assembly assembly, FoldedSample? sample = null)
    {
        var text = new StringWriter();
        ModelCif.Write(text, assembly, sample ?? AnyMolecules.Sample(assembly), Samples.Untrained);
        return CifFile.Read(new StringReader(text.ToString()), "test.cif");
    }
}
