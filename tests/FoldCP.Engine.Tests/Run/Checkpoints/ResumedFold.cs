using System.Numerics;
using System.Text.Json;
using FoldCP.Contract;
using FoldCP.Engine.Mmcif;
using FoldCP.Engine.Output;

namespace FoldCP.Engine.Tests.Run.Checkpoints;

/// <summary>What must be so of a fold that went on where an earlier attempt had left it.</summary>
internal static class ResumedFold
{
    /// <summary>Its log and its manifest say what was taken over, and these stages were not computed.</summary>
    public static void AssertTookOver(RunFolder run, params FoldStage[] stages)
    {
        var manifest = RunFolder.Read(run.File("results/manifest.json"), ManifestJson.Default.Manifest)!;
        Assert.Equal(stages.Select(stage => $"{stage} is taken over from an earlier attempt at this fold."), (manifest.Notes ?? []).Where(note => note.Contains(" taken over ")));
        var lines = File.ReadAllLines(run.Progress).Select(line => JsonSerializer.Deserialize(line, ContractLineJson.Default.Progress)!).ToList();
        Assert.Equal(stages, lines.Where(line => line.Message == "An earlier attempt came so far").Select(line => line.Stage));
        var last = lines.Skip(lines.FindLastIndex(line => line.Stage == FoldStage.Start));
        Assert.All(last.Where(line => stages.Contains(line.Stage)), line => Assert.Equal((1, 1), (line.Step, line.Of)));
    }

    /// <summary>In coordinates, as they are printed, and in confidence.</summary>
    public static void AssertSame(RunFolder whole, RunFolder run)
    {
        var (expected, found) = (Read(whole), Read(run));
        Assert.Equal(expected.Samples.Select(sample => sample.Sample), found.Samples.Select(sample => sample.Sample));
        Assert.All(expected.Samples.Zip(found.Samples), pair => Assert.Equal(pair.First.ConfidenceScore, pair.Second.ConfidenceScore, 1e-9));
        Assert.All(Atoms(whole).Zip(Atoms(run)), pair => Assert.InRange(Vector3.Distance(pair.First, pair.Second), 0, 0.0011f));
    }

    private static FoldDone Read(RunFolder run) => RunFolder.Read(run.Done, ContractJson.Default.FoldDone)!;

    private static IEnumerable<Vector3> Atoms(RunFolder run) => AtomSite.Of(CifFile.Read(run.File("results/structure_0.cif"))).Select(atom => atom.Position);
}
