using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tests.Chemistry.Components;

namespace FoldCP.Engine.Tests.Run;

/// <summary>From <c>foldcp ccd import</c> to a fold, by processes.</summary>
public sealed class ImportedComponentsFoldTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_component_can_be_folded_when_it_has_been_imported()
    {
        var refused = Requested("refused");
        var (code, _) = await EngineAsync("fold", refused.Path);
        Assert.Equal(ExitCode.BadInput, code);
        Assert.Contains("The component MOH is not known here.", RunFolder.Read(refused.Failed, ContractJson.Default.FoldFailed)!.Cause);
        Assert.Contains("foldcp ccd import FILE", RunFolder.Read(refused.Failed, ContractJson.Default.FoldFailed)!.Cause);
        File.WriteAllText(_folder.File("mine.cif"), Definitions.Methanol);

        Assert.Equal(ExitCode.Done, (await EngineAsync("ccd", "import", _folder.File("mine.cif"))).Code);

        var run = Requested("run");
        Assert.Equal(ExitCode.Done, (await EngineAsync("fold", run.Path)).Code);
        var atoms = AtomSite.Of(CifFile.Read(run.File("results/structure_0.cif"))).Where(atom => atom.Chain == "L");
        Assert.Equal([("MOH", "C"), ("MOH", "O")], atoms.Select(atom => (atom.Component, atom.Name)));
    }

    [Fact]
    public async Task A_damaged_import_is_refused_in_words()
    {
        Directory.CreateDirectory(_folder.File("ccd"));
        File.WriteAllText(_folder.File("ccd/components.index"), new string('x', 1000));
        var run = Requested("run");

        Assert.Equal(ExitCode.BadInput, (await EngineAsync("fold", run.Path)).Code);

        Assert.Contains("components.index is no index of components. Import it again: foldcp ccd import FILE", RunFolder.Read(run.Failed, ContractJson.Default.FoldFailed)!.Cause);
    }

    private RunFolder Requested(string name)
    {
        File.WriteAllText(_folder.File("one.yaml"), "sequences:\n- protein: { id: A, sequence: MKT, msa: empty }\n- ligand: { id: L, ccd: MOH }\n");
        return Requests.In(_folder, new() { Id = "1", Name = "one", Input = new("../one.yaml"), Options = new(RecyclingSteps: 0, SamplingSteps: 2) }, name);
    }

    private async Task<(int Code, string Said)> EngineAsync(params string[] arguments)
    {
        using var engine = EngineUnderTest.StartWithComponentsIn(_folder.File("ccd"), arguments);
        return await engine.EndAsync();
    }
}
