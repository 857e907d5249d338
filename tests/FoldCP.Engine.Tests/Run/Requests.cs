using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Small requests, and run folders with them.</summary>
internal static class Requests
{
    /// <summary>Two chains with 30 residues, all twenty kinds among them.</summary>
    public static FoldRequest Dimer(FoldOptions? options = null, string second = "GSHMDEFLKRTV") => new()
    {
        Id = "0197f3c2-0000-7000-8000-000000000001",
        Name = "Tiny 'dimer'; \"α\"",
        Chains =
        [
            new() { Ids = ["A"], Kind = MoleculeKind.Protein, Sequence = "MKTAYWIAKQRNPGSLCV", Accession = "P12345" },
            new() { Ids = ["AB"], Kind = MoleculeKind.Protein, Sequence = second },
        ],
        Options = options ?? new(Samples: 2, RecyclingSteps: 1, SamplingSteps: 5),
    };

    /// <summary>A fold that takes long enough to be disturbed.</summary>
    public static FoldRequest Long() => Dimer(new(SamplingSteps: FoldOptions.MostSamplingSteps));

    public static RunFolder In(TemporaryFolder folder, FoldRequest request, string name = "run")
    {
        var run = new RunFolder(folder.File(name));
        Directory.CreateDirectory(run.Path);
        RunFolder.Write(run.Request, request, ContractJson.Default.FoldRequest);
        return run;
    }
}
