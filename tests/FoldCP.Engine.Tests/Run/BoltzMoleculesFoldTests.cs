using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Chemistry;

namespace FoldCP.Engine.Tests.Run;

/// <summary>The fold command with components in Boltz's files.</summary>
public sealed class BoltzMoleculesFoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_component_that_only_such_a_file_has_is_folded()
    {
        TestToolkit.Needed();
        string glycerol = Path.Combine(SharedData.Root(), "tests", "FoldCP.Engine.Tests", "boltz", "mols", "GOL.pkl");
        File.Copy(glycerol, _folder.File("NEW.pkl"));

        var (run, code) = await FoldAsync(_folder.Path);

        Assert.Equal(ExitCode.Done, code);
        var atoms = AtomSite.Of(CifFile.Read(run.File("results/structure_0.cif"))).Where(atom => atom.Chain == "L");
        Assert.Equal(["C1", "O1", "C2", "O2", "C3", "O3"], atoms.Select(atom => atom.Name));
    }

    [Fact]
    public async Task A_folder_that_is_none_is_refused_in_words()
    {
        TestToolkit.Needed();

        var (run, code) = await FoldAsync("/nowhere");

        Assert.Equal(ExitCode.BadInput, code);
        Assert.Equal("/nowhere is neither a folder of molecules nor a file.", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
    }

    private async Task<(RunFolder Run, int Code)> FoldAsync(string molecules)
    {
        File.WriteAllText(_folder.File("one.yaml"), "sequences:\n- protein: { id: A, sequence: GA, msa: empty }\n- ligand: { id: L, ccd: NEW }\n");
        var run = Requests.In(_folder, new() { Id = "1", Name = "one", Input = new("../one.yaml"), Options = new(RecyclingSteps: 0, SamplingSteps: 2) }, "run");
        using var engine = EngineUnderTest.StartWithMoleculesIn(molecules, "fold", run.Path);
        return (run, (await engine.EndAsync()).Code);
    }
}
