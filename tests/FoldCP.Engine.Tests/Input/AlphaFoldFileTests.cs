using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Input;

public sealed class AlphaFoldFileTests
{
    [Fact]
    public void A_complex_in_AlphaFold_3s_dialect_is_read()
    {
        var input = Assert.Single(Read("""
            { "name": "a complex", "modelSeeds": [7, 8], "dialect": "alphafold3", "version": 4, "sequences": [
              { "protein": { "id": ["A", "AB"], "sequence": "MKT", "modifications": [{ "ptmType": "SEP", "ptmPosition": 2 }], "description": "first",
                "unpairedMsa": ">q\nMKT\n", "pairedMsa": "", "templates": [] } },
              { "rna": { "id": "R", "sequence": "ACGU", "modifications": [{ "modificationType": "2MG", "basePosition": 3 }], "unpairedMsa": ">q\nACGU\n" } },
              { "dna": { "id": "D", "sequence": "ACGT" } },
              { "ligand": { "id": "L", "ccdCodes": ["NAG", "NAG"] } },
              { "ligand": { "id": "S", "smiles": "CC\\C" } }],
              "bondedAtomPairs": [[["A", 1, "ND2"], ["L", 1, "C1"]]] }
            """));

        var polymers = input.Molecules.OfType<PolymerInput>().ToList();
        Assert.Equal("a complex", input.Name);
        Assert.Equal([7L, 8], input.Seeds);
        Assert.Equal(["A", "AB", "R", "D", "L", "S"], input.Molecules.SelectMany(molecule => molecule.Ids));
        Assert.Equal([new(2, "SEP")], polymers[0].Modifications);
        Assert.Equal((new AlignmentTexts(">q\nMKT\n", ""), false), (polymers[0].AlignmentTexts, polymers[0].SingleSequence));
        Assert.Equal((ChainKind.Rna, 3, "2MG"), (polymers[1].Kind, polymers[1].Modifications[0].Position, polymers[1].Modifications[0].Code));
        Assert.Equal(ChainKind.Dna, polymers[2].Kind);
        Assert.Equal(["NAG", "NAG"], input.Molecules.OfType<ComponentInput>().Single().Codes);
        Assert.Equal("CC\\C", input.Molecules.OfType<SmilesInput>().Single().Smiles);
        Assert.Equal([new(new("A", 1, "ND2"), new("L", 1, "C1"))], input.Bonds);
        Assert.Equal("Chain R has an alignment, which this network reads for proteins only.", Assert.Single(input.Notes));
    }

    [Fact]
    public void Alignments_may_be_files_beside_it_or_be_empty_on_purpose()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.a3m"), ">q\nMKT\n");

        var named = Polymer(folder, """ "unpairedMsaPath": "a.a3m", "pairedMsa": "" """);
        var empty = Polymer(folder, """ "unpairedMsa": "", "pairedMsa": "" """);
        var open = Polymer(folder, """ "unpairedMsa": null """);

        Assert.Equal((">q\nMKT\n", false), (named.AlignmentTexts!.Unpaired, named.SingleSequence));
        Assert.Equal((null, true), (empty.AlignmentTexts, empty.SingleSequence));
        Assert.Equal((null, false), (open.AlignmentTexts, open.SingleSequence));
    }

    [Fact]
    public void Components_of_ones_own_are_used_before_the_dictionarys()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("own.cif"), """
            data_MY-L
            _chem_comp.id MY-L
            _chem_comp.name ?
            _chem_comp.formula_weight ?
            loop_
            _chem_comp_atom.comp_id
            _chem_comp_atom.atom_id
            _chem_comp_atom.type_symbol
            _chem_comp_atom.charge
            _chem_comp_atom.pdbx_model_Cartn_x_ideal
            _chem_comp_atom.pdbx_model_Cartn_y_ideal
            _chem_comp_atom.pdbx_model_Cartn_z_ideal
            MY-L C1 C 0 0.0 0.0 0.0
            MY-L S2 S 0 1.8 0.0 0.0
            MY-L H1 H 0 -1.0 0.0 0.0
            loop_
            _chem_comp_bond.atom_id_1
            _chem_comp_bond.atom_id_2
            _chem_comp_bond.value_order
            _chem_comp_bond.pdbx_aromatic_flag
            C1 S2 SING N
            C1 H1 SING N
            """);
        File.WriteAllText(folder.File("input.json"), """
            { "name": "x", "dialect": "alphafold3", "version": 3, "userCCDPath": "own.cif", "sequences": [
              { "protein": { "id": "A", "sequence": "MKT", "unpairedMsa": "", "pairedMsa": "" } },
              { "ligand": { "id": "L", "ccdCodes": ["MY-L"] } }, { "ligand": { "id": "N", "ccdCodes": ["MG"] } }],
              "bondedAtomPairs": [[["A", 1, "SD"], ["L", 1, "S2"]]] }
            """);

        var target = new TargetBuilder(MoleculeLibrary.BuiltIn).From(InputFile.Read(folder.File("input.json")));

        Assert.Equal(["C1", "S2"], target.Structure.Chain("L").Residues[0].Form.Atoms.Select(atom => atom.Name));
        Assert.Equal("MG", target.Structure.Chain("N").Residues[0].Form.Name);
        Assert.True(target.Structure.Chain("L").Residues[0].Form.Molecule.IsOwn);
        Assert.False(target.Structure.Chain("N").Residues[0].Form.Molecule.IsOwn);
        Assert.Single(target.Structure.Connections);
    }

    [Fact]
    public void Jobs_of_the_server_are_read_with_ids_in_their_order()
    {
        var inputs = Read("""
            [ { "name": "one", "modelSeeds": ["12"], "dialect": "alphafoldserver", "version": 1, "sequences": [
                { "proteinChain": { "sequence": "MKT", "count": 2, "modifications": [{ "ptmType": "CCD_SEP", "ptmPosition": 1 }], "maxTemplateDate": "2018-01-20" } },
                { "dnaSequence": { "sequence": "ACGT", "count": 1 } }, { "rnaSequence": { "sequence": "ACGU", "count": 1 } },
                { "ligand": { "ligand": "CCD_ATP", "count": 1 } }, { "ion": { "ion": "MG", "count": 2 } }] },
              { "name": "two", "modelSeeds": [], "sequences": [{ "proteinChain": { "sequence": "GG", "count": 30 } }] } ]
            """);

        Assert.Equal(["one", "two"], inputs.Select(input => input.Name));
        Assert.Equal(["A B", "C", "D", "E", "F G"], inputs[0].Molecules.Select(molecule => string.Join(' ', molecule.Ids)));
        Assert.Equal([new(1, "SEP")], Assert.IsType<PolymerInput>(inputs[0].Molecules[0]).Modifications);
        Assert.Equal(["ATP", "MG"], inputs[0].Molecules.OfType<ComponentInput>().Select(component => component.Codes.Single()));
        Assert.Equal([12L], inputs[0].Seeds);
        Assert.Equal("No templates are searched for chain A.", Assert.Single(inputs[0].Notes));
        Assert.Equal(["Z", "AA", "BA"], inputs[1].Molecules[0].Ids.Skip(25).Take(3));
    }

    [Fact]
    public void A_single_job_of_the_server_needs_no_list()
    {
        var input = Assert.Single(Read("""{ "name": "one", "dialect": "alphafoldserver", "version": 1, "sequences": [{ "proteinChain": { "sequence": "MKT", "count": 2 } }] }"""));

        Assert.Equal(["A", "B"], input.Molecules.Single().Ids);
    }

    [Theory]
    [InlineData(0, "A")]
    [InlineData(25, "Z")]
    [InlineData(26, "AA")]
    [InlineData(27, "BA")]
    [InlineData(52, "AB")]
    [InlineData(702, "AAA")]
    public void Ids_change_their_first_letter_first(int number, string id) => Assert.Equal(id, AlphaFoldServerInput.Id(number));

    [Theory]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 5, "sequences": [] }""", "input.json: the version is 5", FailureKind.Unsupported)]
    [InlineData("""{ "name": "x", "dialect": "other", "version": 1, "sequences": [] }""", "input.json: the dialect is 'other'", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [], "userCCD": "" }""", "input.json: userCCD defines no component.", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 3, "sequences": [], "userCCDPath": "gone.cif" }""", "input.json: userCCD: there is no file gone.cif", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [], "userCCD": "data_X\n_chem_comp.id X\n" }""", "input.json: userCCD, line 1: the component has 0 atoms", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [] }""", "input.json: There are no molecules.", FailureKind.BadInput)]
    [InlineData("{ \"name\": \"x\",\n \"dialect\": \"alphafold3\", \"sequences\": [] }", "input.json, line 2: 'version' is missing", FailureKind.BadInput)]
    [InlineData("{ \"name\": \"x\",\n \"colour\": 1 }", "input.json, line 2: the key 'colour' is not known", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [{ }] }""", "input.json: entry 1 of sequences must have one of protein, rna, dna, ligand.", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [{ "ligand": { "id": "L" } }] }""", "input.json: the ligand at entry 1 of sequences must have one of ccdCodes and smiles.", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [{ "protein": { "id": 7, "sequence": "MKT" } }] }""", "input.json, line 1: the value of sequences[0].protein.id", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [{ "protein": { "id": "A", "sequence": "MKT", "unpairedMsa": "" } }] }""", "input.json: chain A has one of unpairedMsa and pairedMsa.", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 2, "sequences": [{ "protein": { "id": "A", "sequence": "MKT", "unpairedMsaPath": "gone.a3m", "pairedMsa": "" } }] }""", "input.json: chain A: unpairedMsa: there is no file gone.a3m", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [{ "protein": { "id": "A", "sequence": "MKT", "modifications": [{ "ptmType": "SEP" }] } }] }""", "input.json: a modification of chain A must have ptmType and ptmPosition.", FailureKind.BadInput)]
    [InlineData("""{ "name": "x", "dialect": "alphafold3", "version": 1, "sequences": [{ "protein": { "id": "A", "sequence": "MKT" } }], "bondedAtomPairs": [[["A", 1]]] }""", "input.json, line 1: the value of bondedAtomPairs", FailureKind.BadInput)]
    [InlineData("[]", "input.json has no jobs.", FailureKind.BadInput)]
    [InlineData("""[{ "name": "x", "sequences": [{ "proteinChain": { "sequence": "MKT", "count": 0 } }] }]""", "input.json, job 'x': entry 1 of sequences has a count of 0", FailureKind.BadInput)]
    [InlineData("""[{ "name": "x", "sequences": [{ "proteinChain": { "sequence": "MKT", "count": 1, "glycans": [{}] } }] }]""", "input.json, job 'x': chain A has glycans", FailureKind.Unsupported)]
    [InlineData("""[{ "name": "x", "modelSeeds": ["one"], "sequences": [{ "proteinChain": { "sequence": "MKT", "count": 1 } }] }]""", "input.json, job 'x': the seed 'one' is no whole number.", FailureKind.BadInput)]
    [InlineData("not json", "input.json, line 1: this is not JSON", FailureKind.BadInput)]
    public void What_is_wrong_is_told_by_file_and_chain_or_line(string text, string sentence, FailureKind kind)
    {
        var refused = Assert.Throws<FoldException>(() => Read(text));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
        Assert.Equal(kind, refused.Kind);
    }

    [Fact]
    public void One_complex_is_asked_of_a_file_with_several()
    {
        using var folder = new TemporaryFolder();
        const string job = """{ "name": "x", "sequences": [{ "proteinChain": { "sequence": "MKT", "count": 1 } }] }""";
        File.WriteAllText(folder.File("input.json"), $"[{job}, {job}]");

        Assert.Equal("input.json has several jobs. Give each a file of its own.", Assert.Throws<FoldException>(() => InputFile.Read(folder.File("input.json"))).Message);
    }

    private static PolymerInput Polymer(TemporaryFolder folder, string alignment)
    {
        File.WriteAllText(folder.File("input.json"), $$"""
            { "name": "x", "dialect": "alphafold3", "version": 2, "sequences": [{ "protein": { "id": "A", "sequence": "MKT", {{alignment}} } }] }
            """);
        return Assert.IsType<PolymerInput>(InputFile.Read(folder.File("input.json")).Molecules[0]);
    }

    private static IReadOnlyList<FoldInput> Read(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("input.json"), text);
        return InputFile.ReadAll(folder.File("input.json"));
    }
}
