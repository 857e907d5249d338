using System.Security.Cryptography;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Output;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Run;

/// <summary>A fold from the request to the result's files, stage by stage.</summary>
internal sealed class FoldSteps(RunFolder folder, TimeProvider clock, ProgressLog progress, CancellationToken stop)
{
    private readonly MoleculeLibrary library = MoleculeLibrary.AminoAcids;

    /// <param name="started">the engine's first act, as the clock's timestamp</param>
    /// <exception cref="FoldException">it cannot be folded</exception>
    /// <exception cref="OperationCanceledException">it shall not be folded</exception>
    public FoldDone Run(long started)
    {
        progress.Tell(FoldStage.Start, 0, 1, "Reading the request");
        ResultsWriter.Clear(folder);
        var request = RequestFile.Read(folder);
        var complex = Complex.From(request);
        using var model = Open(request.Options.Weights);
        progress.Tell(FoldStage.Start, 1, 1, $"Loaded the network with weights {model.Name}");

        var (samples, affinity) = Fold(complex, request.Options, model);
        var origin = Origin(request, model);
        var files = Write(complex, samples, affinity, origin, request);
        return new()
        {
            FinishedAt = clock.GetUtcNow(),
            Seconds = clock.GetElapsedTime(started).TotalSeconds,
            Trained = model.Trained,
            Weights = model.Name,
            WeightsSha256 = model.Sha256,
            Tokens = complex.Residues,
            Atoms = complex.Atoms,
            Samples = [.. samples.Select(Result)],
            Files = files,
        };
    }

    private static LoadedModel Open(string weights)
    {
        try
        {
            return LoadedModel.Open(weights);
        }
        catch (NotSupportedException unknown)
        {
            throw FoldException.Unsupported(unknown.Message);
        }
        catch (Exception bad) when (bad is InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw FoldException.BadInput($"The weights cannot be used. {bad.Message}", bad);
        }
    }

    private (FoldedSample[] Samples, AffinityScores? Affinity) Fold(Complex complex, FoldOptions options, LoadedModel model)
    {
        using var scope = NewDisposeScope();
        using var inference = no_grad();
        progress.Tell(FoldStage.Features, 0, 1, $"Describing {complex.Chains.Count} chains with {complex.Residues} residues");
        MemoryNeed.Check(
            complex.Residues, model.Network.Widths, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, options.WriteFullPae ? options.Samples : 0);
        var features = Featurizer.Of(complex, library, new PhiloxConformerNoise((ulong)options.Seed), model.Network.Generation);
        progress.Tell(FoldStage.Features, 1, 1, $"Described {complex.Atoms} atoms");
        var how = new PredictOptions
        {
            Samples = options.Samples,
            RecyclingSteps = options.RecyclingSteps,
            SamplingSteps = options.SamplingSteps,
            PairErrors = options.WriteFullPae,
        };
        using var prediction = model.Network.Predict(features, how, new PhiloxNoise((ulong)options.Seed), TellStep, stop);
        return (FoldedSamples.From(prediction, complex.Atoms, complex.Residues), prediction.Affinity);
    }

    private void TellStep(FoldStage stage, int step, int of)
    {
        progress.Tell(stage, step, of, stage switch
        {
            FoldStage.Trunk => "Finding out which residues belong together",
            FoldStage.Sampling => "Shaping structures out of noise",
            FoldStage.Confidence => "Judging how sure each part is",
            _ => stage.ToString(),
        });
        // A step of sampling is short and makes nothing as large as the pairs, which the blocks of the other stages make anew.
        if (stage != FoldStage.Sampling)
            FreedMemory.Release();
    }

    private IReadOnlyList<ResultFile> Write(Complex complex, FoldedSample[] samples, AffinityScores? affinity, Provenance origin, FoldRequest request)
    {
        var results = new ResultsWriter(folder, request.Options);
        var assembly = Assembly.Of(complex, library);
        for (int written = 0; written < samples.Length; written++)
        {
            progress.Tell(FoldStage.Output, written, samples.Length, $"Writing structure {written + 1} of {samples.Length}");
            results.Add(assembly, samples[written], origin);
        }
        if (affinity is not null)
            results.Add(affinity, origin);
        results.Add(Manifest(complex, origin, request) with { Omitted = results.Omitted.Count > 0 ? results.Omitted : null });
        progress.Tell(FoldStage.Output, samples.Length, samples.Length, "All structures are written");
        return results.Show();
    }

    private Provenance Origin(FoldRequest request, LoadedModel model) => new()
    {
        Fold = request.Id,
        EngineVersion = EngineVersion.Text,
        Weights = model.Name,
        WeightsSha256 = model.Sha256,
        Trained = model.Trained,
        Seed = request.Options.Seed,
        At = clock.GetUtcNow(),
    };

    private Manifest Manifest(Complex complex, Provenance origin, FoldRequest request) => new()
    {
        Fold = origin.Fold,
        Name = request.Name,
        EngineVersion = origin.EngineVersion,
        RequestSha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(folder.Request))),
        Weights = origin.Weights,
        WeightsSha256 = origin.WeightsSha256,
        Trained = origin.Trained,
        Warning = origin.Warning,
        Options = request.Options,
        Chains = complex.Chains.Count,
        Tokens = complex.Residues,
        Atoms = complex.Atoms,
        Seconds = progress.Seconds,
        At = origin.At,
    };

    private static SampleResult Result(FoldedSample sample) => new()
    {
        Sample = sample.Sample,
        Rank = sample.Rank,
        ConfidenceScore = sample.Scores.ConfidenceScore,
        Ptm = sample.Scores.Ptm,
        Iptm = sample.Scores.Iptm,
        ComplexPlddt = sample.Scores.ComplexPlddt,
        ComplexIplddt = sample.Scores.ComplexIplddt,
        ComplexPde = sample.Scores.ComplexPde,
        ComplexIpde = sample.Scores.ComplexIpde,
    };
}
