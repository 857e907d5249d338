using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Chemistry;

namespace FoldCP.Engine.Tests.Run;

/// <summary>The fold command on ligands that are given by SMILES.</summary>
public sealed class SmilesFoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_ligand_is_folded_and_written_with_the_names_of_its_atoms()
    {
        TestToolkit.Needed();

        var run = Requested("CC(=O)O");
        int code = await EngineUnderTest.FoldToTheEndAsync(run);

        Assert.Equal(ExitCode.Done, code);
        var file = CifFile.Read(run.File("results/structure_0.cif"));
        var ligand = AtomSite.Of(file).Where(atom => atom.Chain == "L").ToList();
        Assert.Equal(["C", "C", "O", "O"], ligand.Select(atom => atom.Name[..1]));
        Assert.Equal(4, ligand.Select(atom => atom.Name).Distinct().Count());
        Assert.Equal("CCD local", Column("_chem_comp", "ma_provenance").Last());
        Assert.Equal(["LIG1", "LIG1", "LIG1"], Column("_chem_comp_bond", "comp_id"));
        Assert.Equal(["doub", "sing", "sing"], Column("_chem_comp_bond", "value_order").Order());

        IEnumerable<string?> Column(string category, string column) => Enumerable.Range(0, file.Table(category).Rows).Select(row => file.Table(category).Find(row, column));
    }

    [Fact]
    public async Task What_is_no_SMILES_fails_the_fold_in_words()
    {
        TestToolkit.Needed();

        var run = Requested("CC(");
        int code = await EngineUnderTest.FoldToTheEndAsync(run);

        var failed = RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!;
        Assert.Equal((ExitCode.BadInput, FailureKind.BadInput), (code, failed.Kind));
        Assert.Equal("Chain L: The SMILES CC( cannot be read.", failed.Cause);
    }

    private RunFolder Requested(string smiles)
    {
        File.WriteAllText(_folder.File("one.yaml"), $"sequences:\n- protein: {{ id: A, sequence: GA, msa: empty }}\n- ligand: {{ id: L, smiles: '{smiles}' }}\n");
        return Requests.In(_folder, new() { Id = "1", Name = "one", Input = new("../one.yaml"), Options = new(RecyclingSteps: 0, SamplingSteps: 2) }, "run");
    }
}
