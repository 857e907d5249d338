using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Input;

public sealed class BoltzYamlTests
{
    private const string Protein = "sequences:\n  - protein:\n      id: A\n      sequence: MKT\n";

    [Fact]
    public void Every_part_of_the_schema_is_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.a3m"), ">q\nMKT\n");
        File.WriteAllText(folder.File("t.cif"), "data_t\n");

        var input = Read(folder, """
            version: 1
            sequences:
              - protein:
                  id: [A, B2]
                  sequence: MKT
                  msa: ./a.a3m
                  cyclic: true
                  modifications:
                    - position: 2
                      ccd: SEP
              - rna: { id: R, sequence: ACGU }
              - dna: { id: D, sequence: ACGT }
              - ligand: { id: L, ccd: [NAG, NAG] }
              - ligand: { id: S, smiles: 'CC(=O)O' }
            constraints:
              - bond: { atom1: [A, 1, SG], atom2: [L, 2, C1] }
              - pocket: { binder: L, contacts: [[A, 3], [S, C1]], max_distance: 7, force: true }
              - contact: { token1: [A, 1], token2: [S, C2] }
            templates:
              - cif: t.cif
                chain_id: A
                template_id: [X1]
                force: true
                threshold: 2.5
            properties:
              - affinity: { binder: S }
            """);

        var protein = Assert.IsType<PolymerInput>(input.Molecules[0]);
        Assert.Equal((ChainKind.Protein, "MKT", true, false), (protein.Kind, protein.Sequence, protein.IsCyclic, protein.SingleSequence));
        Assert.Equal(["A", "B2"], protein.Ids);
        Assert.Equal(folder.File("a.a3m"), protein.AlignmentFile);
        Assert.Equal([new(2, "SEP")], protein.Modifications);
        Assert.Equal([ChainKind.Rna, ChainKind.Dna], input.Molecules.OfType<PolymerInput>().Skip(1).Select(polymer => polymer.Kind));
        Assert.Equal(["NAG", "NAG"], input.Molecules.OfType<ComponentInput>().Single().Codes);
        Assert.Equal("CC(=O)O", input.Molecules.OfType<SmilesInput>().Single().Smiles);
        Assert.Equal([new(new("A", 1, "SG"), new("L", 2, "C1"))], input.Bonds);
        var pocket = Assert.Single(input.Pockets);
        Assert.Equal(("L", 7.0, true), (pocket.Binder, pocket.MaxDistance, pocket.Force));
        Assert.Equal([new("A", 3, null), new("S", null, "C1")], pocket.Sites);
        Assert.Equal([new(new("A", 1, null), new("S", null, "C2"), 6, false)], input.Contacts);
        var template = Assert.Single(input.Templates);
        Assert.Equal((folder.File("t.cif"), true, 2.5), (template.File, template.Force, template.Threshold));
        Assert.Equal(["A"], template.Chains);
        Assert.Equal(["X1"], template.TemplateChains);
        Assert.Equal(("input", "S"), (input.Name, input.AffinityBinder));
    }

    [Fact]
    public void An_alignment_may_be_empty_or_not_be_named()
    {
        using var folder = new TemporaryFolder();

        var (withNone, withEmpty) = (Read(folder, Protein), Read(folder, Protein + "      msa: empty\n"));
        var none = Assert.IsType<PolymerInput>(withNone.Molecules[0]);
        var empty = Assert.IsType<PolymerInput>(withEmpty.Molecules[0]);

        Assert.Equal(["A"], withNone.WithoutAlignment);
        Assert.Empty(withEmpty.WithoutAlignment);
        Assert.Equal((null, false), (none.AlignmentFile, none.SingleSequence));
        Assert.Equal((null, true), (empty.AlignmentFile, empty.SingleSequence));
    }

    [Fact]
    public void Copies_that_are_written_apart_stand_together()
    {
        using var folder = new TemporaryFolder();

        var input = Read(folder, Protein + "  - ligand: { id: L, ccd: MG }\n  - protein: { id: B, sequence: MKT }\n  - protein: { id: C, sequence: MKT, cyclic: true }\n");

        Assert.Equal(["A B", "L", "C"], input.Molecules.Select(molecule => string.Join(' ', molecule.Ids)));
    }

    [Theory]
    [InlineData("sequences: [\n", "input.yaml, line 2: this is not YAML")]
    [InlineData("- a\n", "input.yaml has no keys.")]
    [InlineData("version: 1\n", "input.yaml, line 1: the file has no sequences.")]
    [InlineData("version: 2\nsequences: []\n", "input.yaml, line 1: the version is 2, and this engine reads version 1.")]
    [InlineData("sequence: []\n", "input.yaml, line 1: the file has the key 'sequence', which is not known.")]
    [InlineData("sequences: []\n", "input.yaml: There are no molecules.")]
    [InlineData("sequences:\n  - sugar: { id: A }\n", "input.yaml, line 2: 'sugar' is no kind of molecule.")]
    [InlineData("sequences:\n  - protein: { id: A, seq: MKT }\n", "input.yaml, line 2: protein has the key 'seq', which is not known.")]
    [InlineData("sequences:\n  - protein: { id: A }\n", "input.yaml, line 2: protein has no sequence.")]
    [InlineData("sequences:\n  - protein: { id: A, sequence: MKT, cyclic: maybe }\n", "input.yaml, line 2: cyclic is 'maybe'; it must be true or false.")]
    [InlineData("sequences:\n  - protein:\n      id: A\n      sequence: MKT\n      msa: gone.a3m\n", "input.yaml, line 5: there is no file gone.a3m")]
    [InlineData("sequences:\n  - rna: { id: A, sequence: ACGU, msa: empty }\n", "input.yaml, line 2: only proteins have an alignment")]
    [InlineData("sequences:\n  - ligand: { id: A }\n", "input.yaml, line 2: the ligand has neither ccd nor smiles.")]
    [InlineData("sequences:\n  - ligand: { id: A, ccd: MG, smiles: C }\n", "input.yaml, line 2: the ligand has both ccd and smiles.")]
    [InlineData("sequences:\n  - rna: { id: R, sequence: ACGT }\n", "input.yaml: Chain R has 'T' at position 4, which is no letter of RNA.")]
    [InlineData("sequences:\n  - protein: { id: A, sequence: MKT, modifications: [{ position: 4, ccd: SEP }] }\n", "input.yaml: Chain A has 3 residues, and a modification (SEP) at position 4.")]
    [InlineData("sequences:\n  - protein: { id: A, sequence: MKT, modifications: [{ position: two, ccd: SEP }] }\n", "input.yaml, line 2: position is 'two'; it must be a whole number.")]
    [InlineData(Protein + "  - rna: { id: A, sequence: ACGU }\n", "input.yaml: The chain id A is used twice.")]
    [InlineData(Protein + "  - protein: { id: B, sequence: MKT, msa: empty }\n", "Chains A and B are copies of one protein and name different alignments.")]
    [InlineData(Protein + "constraints:\n  - pocket: { binder: Z, contacts: [[A, 1]] }\n", "input.yaml, line 6: there is no chain Z.")]
    [InlineData(Protein + "constraints:\n  - pocket: { binder: A, contacts: [] }\n", "input.yaml, line 6: contacts has no residues.")]
    [InlineData(Protein + "constraints:\n  - bond: { atom1: [A, 1, CA], atom2: [A, 1, CA] }\n", "input.yaml, line 6: atom1 and atom2 are the same atom.")]
    [InlineData(Protein + "constraints:\n  - pocket: { binder: A }\n", "input.yaml, line 6: pocket has no contacts.")]
    [InlineData(Protein + "constraints:\n  - bond: { atom1: [A, 1], atom2: [A, 2, N] }\n", "input.yaml, line 6: atom1 must be a chain, a residue and an atom")]
    [InlineData(Protein + "constraints:\n  - contact: { token1: [A, 1], token2: [A, 2], max_distance: 0 }\n", "input.yaml, line 6: max_distance is 0; it must be above 0 Å.")]
    [InlineData(Protein + "constraints:\n  - glue: { }\n", "input.yaml, line 6: 'glue' is no kind of constraint.")]
    [InlineData(Protein + "templates:\n  - chain_id: A\n", "input.yaml, line 6: the template has neither cif nor pdb.")]
    [InlineData(Protein + "properties:\n  - affinity: { binder: A }\n", "input.yaml: The affinity of chain A is asked for, and it is no ligand.")]
    [InlineData(Protein + "properties:\n  - affinity: { binder: Z }\n", "input.yaml: The affinity of chain Z is asked for, and there is no such chain.")]
    [InlineData(Protein + "properties:\n  - solubility: { chain: A }\n", "input.yaml, line 6: 'solubility' is no property that can be predicted.")]
    public void What_is_wrong_is_told_by_file_line_and_value(string text, string sentence)
    {
        using var folder = new TemporaryFolder();

        var refused = Assert.Throws<FoldException>(() => Read(folder, text));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_references_own_examples_are_read()
    {
        string[] examples = ["affinity", "cyclic_prot", "ligand", "multimer", "pocket", "prot", "prot_custom_msa", "prot_no_msa"];

        var inputs = examples.Select(name => InputFile.Read(SharedData.File($"data/msa/boltz_examples/{name}.yaml"))).ToList();

        Assert.Equal([2, 1, 6, 2, 2, 1, 1, 1], inputs.Select(input => input.Molecules.Sum(molecule => molecule.Ids.Count)));
    }

    private static FoldInput Read(TemporaryFolder folder, string text)
    {
        File.WriteAllText(folder.File("input.yaml"), text);
        return InputFile.Read(folder.File("input.yaml"));
    }
}
