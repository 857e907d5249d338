using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>Goes on from the trunk with some more pairformer blocks.</summary>
internal sealed class PairformerReader : StructureReader
{
    private readonly Mesh _mesh;
    private readonly PairInputs? _inputs;
    private readonly LayerNorm s_inputs_norm;
    private readonly LayerNorm s_norm;
    private readonly LayerNorm z_norm;
    private readonly Linear? s_input_to_s;
    private readonly RelativePositionEncoder? rel_pos;
    private readonly Linear? token_bonds;
    private readonly Embedding? token_bonds_type;
    private readonly ContactConditioning? contact_conditioning;
    private readonly PairformerModule pairformer_stack;

    /// <param name="widths">of the trunk</param>
    /// <param name="args">the confidence module's shape</param>
    /// <param name="inputs">makes what is known about pairs, for modules that are told it</param>
    /// <param name="mesh">on which pairs lie</param>
    public PairformerReader(Widths widths, ConfidenceModelArgs args, Func<PairInputs> inputs, Mesh mesh)
        : base(nameof(PairformerReader))
    {
        var (s, z) = (widths.TokenS, widths.TokenZ);
        (_mesh, _inputs) = (mesh, args.AddZInputToZ ? inputs() : null);
        (s_inputs_norm, s_norm, z_norm) = (nn.LayerNorm(widths.Inputs), nn.LayerNorm(s), nn.LayerNorm(z));
        s_input_to_s = args.AddSInputToS ? nn.Linear(widths.Inputs, s, hasBias: false) : null;
        if (_inputs is not null)
            (rel_pos, token_bonds, token_bonds_type, contact_conditioning, _) = _inputs;
        pairformer_stack = new(s, z, args.PairformerArgs!, mesh);
        RegisterComponents();
    }

    public override int Blocks => pairformer_stack.Blocks;

    internal override Understanding Prepared(FoldFeatures features, Understanding trunk)
    {
        using var scope = NewDisposeScope();
        var (sInputs, s, z) = (s_inputs_norm.call(trunk.SInputs), s_norm.call(trunk.S), z_norm.call(trunk.Z));
        if (s_input_to_s is not null)
            s += s_input_to_s.call(sInputs);
        if (_inputs is not null)
            z = _inputs.AddTo(z, features);
        scope.MoveToOuter(sInputs, s, z);
        return new(sInputs, s, z);
    }

    internal override (Tensor S, Tensor Z) Read(FoldFeatures features, Understanding told, Action? beforeBlock)
        => pairformer_stack.call((told.S, told.Z), features.TokenPadMask, _mesh.Pairs(features.TokenPadMask), beforeBlock);
}
