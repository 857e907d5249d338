using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>Reads the alignment into the pairs (AlphaFold 3, algorithm 8).</summary>
public sealed class MSAModule : Module<Tensor, Tensor, FoldFeatures, (INoise? Noise, int Round), Action?, Tensor>
{
    private readonly MsaArgs _args;
    private readonly Mesh _mesh;
    private readonly Linear s_proj;
    private readonly Linear msa_proj;
    private readonly ModuleList<MSALayer> layers;

    /// <param name="inputs">the width of embedded tokens</param>
    /// <param name="tokenZ">the width of pairs</param>
    /// <param name="args">its shape</param>
    /// <param name="mesh">on which alignment and pairs lie</param>
    public MSAModule(int inputs, int tokenZ, MsaArgs args, Mesh mesh)
        : base(nameof(MSAModule))
    {
        (_args, _mesh) = (args, mesh);
        s_proj = nn.Linear(inputs, args.MsaS, hasBias: false);
        msa_proj = nn.Linear(FoldFeatures.TokenKinds + (args.UsePairedFeature ? 3 : 2), args.MsaS, hasBias: false);
        layers = [.. Enumerable.Range(0, args.MsaBlocks).Select(_ => new MSALayer(tokenZ, args, mesh))];
        RegisterComponents();
    }

    /// <summary>How many rounds it takes.</summary>
    public int Blocks => layers.Count;

    /// <param name="z">pairs [B, i, j, D]</param>
    /// <param name="sInputs">embedded tokens [B, N, C]</param>
    /// <param name="features">with the alignment</param>
    /// <param name="choice">who chooses rows where the network reads a choice of them, else not asked; and the recycling round</param>
    /// <param name="beforeBlock">told before each of the <see cref="Blocks"/>, if anyone is</param>
    /// <returns>pairs, updated; z itself stays as it is</returns>
    public override Tensor forward(Tensor z, Tensor sInputs, FoldFeatures features, (INoise? Noise, int Round) choice, Action? beforeBlock)
    {
        using var scope = NewDisposeScope();
        var taken = features.SubsampledRows ?? (_args.SubsampleMsa ? _args.NumSubsampledMsa : null);
        var rows = taken is { } take ? choice.Noise!.MsaRows(choice.Round, features.Msa.shape[1], take) : null;
        var mask = (Letters: TokensFirst(features.MsaMask, rows), Sequences: rows?.shape[0] ?? features.Msa.shape[1]);
        var m = Embedded(features, rows).Plus(_mesh.RowPart(s_proj.call(sInputs), 1).unsqueeze(2));
        var pairMask = _mesh.Pairs(features.TokenPadMask);
        z = z.ToUpdate();
        foreach (var layer in layers)
        {
            beforeBlock?.Invoke();
            var updated = layer.call((z, m), pairMask, mask);
            z.Dispose();
            m.Dispose();
            (z, m) = updated;
        }

        return scope.MoveToOuter(z);
    }

    // msa_proj of [letters one-hot, has_deletion, deletion_value, msa_paired], column by column: [B, i, s, C]
    private Tensor Embedded(FoldFeatures features, Tensor? rows)
    {
        using var scope = NewDisposeScope();
        var table = msa_proj.weight!.t();
        Tensor[] numbers = _args.UsePairedFeature
            ? [features.HasDeletion, features.DeletionValue, features.MsaPaired]
            : [features.HasDeletion, features.DeletionValue];
        var m = table.Rows(TokensFirst(features.Msa, rows));
        for (var column = 0; column < numbers.Length; column++)
            m = m.Plus(TokensFirst(numbers[column], rows).unsqueeze(-1) * table[FoldFeatures.TokenKinds + column]);
        return scope.MoveToOuter(m);
    }

    // [B, S, N] -> this rank's block [B, i, s]
    private Tensor TokensFirst(Tensor x, Tensor? rows)
        => _mesh.Scatter((rows is null ? x : x.index_select(1, rows)).transpose(1, 2), 1, 2);
}
