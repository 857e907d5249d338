using FoldCP.Contract;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;

namespace FoldCP.Engine.Run;

/// <summary>A request's options as they are put to the network that is to fold it.</summary>
internal static class AskedOfNetwork
{
    /// <summary>In which numbers to compute; options have been checked by now.</summary>
    public static Precision Precision(FoldOptions options) => Precisions.Find(options.Precision)!.Value;

    /// <exception cref="FoldException">the network would not hear all that is asked</exception>
    public static PredictOptions Of(FoldOptions options, FoldTarget target, FoldingNetwork network)
    {
        if (network.Generation == Generation.Boltz1)
            Boltz1Limits.Check(target);
        if (options.Method is not null && network is not Boltz2 { Config.EmbedderArgs.AddMethodConditioning: true })
            throw FoldException.Unsupported($"These weights read no method, and '{options.Method}' is asked for. Leave the method out, or use weights of Boltz-2 that read it.");
        if (options.SubsampledRows is not null && network.Generation == Generation.Boltz1)
            throw FoldException.Unsupported("Boltz-1 reads whole alignments here. Leave subsampled rows out, read fewer rows of each alignment, or use weights of Boltz-2.");
        return new()
        {
            Samples = options.Samples,
            SamplesAtOnce = options.SamplesAtOnce ?? new PredictOptions().SamplesAtOnce,
            RecyclingSteps = options.RecyclingSteps,
            SamplingSteps = options.SamplingSteps,
            StepScale = options.StepScale,
            Steering = new() { Resampling = options.UsePotentials, PhysicalGuidance = options.UsePotentials },
        };
    }
}
