using System.Globalization;
using System.Text.RegularExpressions;
using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Run;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Holds the bound to what a fold really takes.</summary>
public sealed partial class MemoryNeedTests
{
    [Theory]
    [InlineData(30)]
    [InlineData(400)]
    public async Task A_fold_takes_at_least_the_bound_and_not_many_times_as_much(int residues)
    {
        using var folder = new TemporaryFolder();
        var half = string.Concat(Enumerable.Repeat("MKTAYWIAKQRNPGSLCVDE", 10))[..(residues / 2)];
        var run = Requests.In(folder, new()
        {
            Id = "1",
            Name = "dimer",
            Chains = [new() { Ids = ["A", "B"], Kind = MoleculeKind.Protein, Sequence = half }],
            Options = new(RecyclingSteps: 1, SamplingSteps: 2),
        });

        using var engine = EngineUnderTest.FoldKeepingNoMemory(run);
        var (code, said) = await engine.EndAsync();

        Assert.Equal(ExitCode.Done, code);
        double took = double.Parse(Peak().Match(said).Groups[1].Value, CultureInfo.InvariantCulture) * 1e6;
        double bound = MemoryNeed.AtLeast(residues, Boltz2Config.Demo.Widths);
        Assert.InRange(took, bound, 2.2 * bound);
    }

    [GeneratedRegex(@"with at most (\d+) MB of memory")]
    private static partial Regex Peak();
}
