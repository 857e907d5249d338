using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Affinity;
using FoldCP.Engine.Model.Confidence;
using FoldCP.Engine.Model.Diffusion;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model;

/// <summary>What a network folds with.</summary>
/// <param name="Mesh">the ranks that share it</param>
/// <param name="Trunk">understands the complex</param>
/// <param name="Conditions">makes of tokens, pairs and relative positions (made when they are asked for) what the diffusion is conditioned with</param>
/// <param name="Diffusion">samples structures</param>
/// <param name="Distogram">says how far apart tokens are</param>
/// <param name="Confidence">reads a structure</param>
/// <param name="Affinity">says how strongly a ligand binds; null: nothing does</param>
internal sealed record NetworkParts(
    Mesh Mesh,
    Inlined<TrunkModule> Trunk,
    Func<FoldFeatures, Tensor, Tensor, Func<Tensor>, DiffusionConditions> Conditions,
    AtomDiffusion Diffusion,
    DistogramModule Distogram,
    ConfidenceModule Confidence,
    AffinityEnsemble? Affinity);
