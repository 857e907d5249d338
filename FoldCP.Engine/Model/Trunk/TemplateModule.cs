using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>Which tokens of a template see one another.</summary>
public enum TemplateView
{
    /// <summary>Those of one chain (the first template module).</summary>
    Chain,

    /// <summary>Those whose visibility id is the same (the second).</summary>
    Visibility,
}

/// <summary>Reads known structures into the pairs (AlphaFold 3, algorithm 16).</summary>
public sealed class TemplateModule : Module<Tensor, FoldFeatures, PairMask, Action?, Tensor?>
{
    private const int Bins = 38;

    // Bin edges, Å.
    private const double Nearest = 3.25;
    private const double Farthest = 50.75;

    private readonly TemplateView _view;
    private readonly Mesh _mesh;
    private readonly LayerNorm z_norm;
    private readonly LayerNorm v_norm;
    private readonly Linear z_proj;
    private readonly Linear a_proj;
    private readonly Linear u_proj;
    private readonly PairformerNoSeqModule pairformer;

    public TemplateModule(int tokenZ, TemplateArgs args, TemplateView view, Mesh mesh)
        : base(nameof(TemplateModule))
    {
        (_view, _mesh) = (view, mesh);
        z_norm = nn.LayerNorm(tokenZ);
        v_norm = nn.LayerNorm(args.TemplateDim);
        z_proj = nn.Linear(tokenZ, args.TemplateDim, hasBias: false);
        a_proj = nn.Linear((2 * FoldFeatures.TokenKinds) + Bins + 5, args.TemplateDim, hasBias: false);
        u_proj = nn.Linear(args.TemplateDim, tokenZ, hasBias: false);
        pairformer = new(args.TemplateDim, args.TemplateBlocks, args.PairwiseHeadWidth, args.PairwiseNumHeads, mesh, args.Dropout);
        RegisterComponents();
    }

    /// <summary>How many blocks read the templates of a complex.</summary>
    public int BlocksFor(FoldFeatures features) => (int)(features.Templates?.Mask.shape[1] ?? 0) * pairformer.Blocks;

    /// <param name="z">pairs [B, i, j, D]</param>
    /// <param name="features">with templates</param>
    /// <param name="mask">which pairs exist</param>
    /// <param name="beforeBlock">told before each of its <see cref="BlocksFor"/>, if anyone is</param>
    /// <returns>the update [B, i, j, D]; null where there are no templates</returns>
    public override Tensor? forward(Tensor z, FoldFeatures features, PairMask mask, Action? beforeBlock)
    {
        if (features.Templates is not { } templates)
            return null;

        using var scope = NewDisposeScope();
        var rowsAtOnce = Chunks.Of(z.shape[2] * Math.Max(z.shape[3], 2 * a_proj.weight!.shape[1]));
        var used = templates.Mask.amax([2]).view(templates.Mask.shape[0], -1, 1, 1, 1);              // [B, T, 1, 1, 1]
        var projected = Chunks.Along(dim: 1, rowsAtOnce, z, rows => z_proj.call(z_norm.call(rows)));
        Tensor? sum = null;
        for (var t = 0L; t < templates.Mask.shape[1]; t++)
        {
            using var inner = NewDisposeScope();
            var v = Chunks.Along(rowsAtOnce, z.shape[1], into: 1, (start, count) =>
                Described(templates, features, t, x => _mesh.RowPart(x, 1).narrow(1, start, count))).Plus(projected.alias());
            v = pairformer.Updated(v.ToUpdate(), mask, beforeBlock).Plus(v);
            sum = inner.MoveToOuter((v_norm.call(v) * used.select(1, t)).AddedTo(sum));
        }

        var templatesUsed = used.sum(dim: 1).clamp(min: 1);
        return scope.MoveToOuter(Chunks.Along(dim: 1, rowsAtOnce, sum!, rows => u_proj.call(functional.relu(rows / templatesUsed))));
    }

    // What template t says about each pair of some rows: [B, rows, j, C]. Given tokens of all, ofRows tells theirs.
    private Tensor Described(TemplateFeatures templates, FoldFeatures features, long t, Func<Tensor, Tensor> ofRows)
    {
        Tensor Pairwise(Tensor tokens, Func<Tensor, Tensor, Tensor> f) => f(ofRows(tokens).unsqueeze(2), _mesh.ColPart(tokens, 1).unsqueeze(1));
        Tensor Both(Tensor mask) => Pairwise(mask.select(1, t), mul).unsqueeze(-1);
        var seesEach = _view is TemplateView.Chain ? features.AsymId : templates.VisibilityIds.select(1, t);
        var visible = Pairwise(seesEach, eq).to(ScalarType.Float32).unsqueeze(-1);
        var kinds = templates.ResType.select(1, t).OneHot(FoldFeatures.TokenKinds);
        var (kinds_i, kinds_j) = (ofRows(kinds).unsqueeze(2), _mesh.ColPart(kinds, 1).unsqueeze(1));
        var shape = visible.expand(-1, -1, -1, FoldFeatures.TokenKinds).shape;
        var geometry = cat([Distances(templates, t, ofRows), Both(templates.MaskCb), Directions(templates, t, ofRows), Both(templates.MaskFrame)], dim: -1);
        return a_proj.call(cat([geometry * visible, kinds_i.expand(shape), kinds_j.expand(shape)], dim: -1));
    }

    private Tensor Distances(TemplateFeatures templates, long t, Func<Tensor, Tensor> ofRows)
    {
        var cb = templates.Cb.select(1, t);
        var edges = linspace(Nearest, Farthest, Bins - 1, dtype: ScalarType.Float32);
        return (Distance.Between(ofRows(cb), _mesh.ColPart(cb, 1)).unsqueeze(-1) > edges).sum(-1).OneHot(Bins);
    }

    // The reference normalises each component by itself, so that what it calls a unit vector is the signs:
    // of R_j^T (ca_i - t_j), which is (ca_i - t_j) R_j.
    private Tensor Directions(TemplateFeatures templates, long t, Func<Tensor, Tensor> ofRows)
    {
        var (rotation, origin) = (_mesh.ColPart(templates.FrameRot.select(1, t), 1), _mesh.ColPart(templates.FrameT.select(1, t), 1));
        var offset = (ofRows(templates.Ca.select(1, t)).unsqueeze(2) - origin.unsqueeze(1)).unsqueeze(-2);      // [B, rows, j, 1, 3]
        return offset.matmul(rotation.unsqueeze(1)).squeeze(-2).sign();
    }
}
