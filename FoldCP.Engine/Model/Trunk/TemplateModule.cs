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
public sealed class TemplateModule : Module
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
        pairformer = new(args.TemplateDim, args.TemplateBlocks, args.PairwiseHeadWidth, args.PairwiseNumHeads, mesh);
        RegisterComponents();
    }

    /// <param name="z">pairs [B, i, j, D]</param>
    /// <param name="features">with templates</param>
    /// <param name="mask">which pairs exist</param>
    /// <returns>the update [B, i, j, D]; null where there are no templates</returns>
    public Tensor? Read(Tensor z, FoldFeatures features, PairMask mask)
    {
        if (features.Templates is not { } templates)
            return null;

        using var scope = NewDisposeScope();
        var used = templates.Mask.amax([2]).view(templates.Mask.shape[0], -1, 1, 1, 1);              // [B, T, 1, 1, 1]
        var projected = z_proj.call(z_norm.call(z));
        Tensor? sum = null;
        for (var t = 0L; t < templates.Mask.shape[1]; t++)
        {
            using var inner = NewDisposeScope();
            var v = projected + Described(templates, features, t);
            v = v_norm.call(v + pairformer.call(v, mask)) * used.select(1, t);
            sum = inner.MoveToOuter(sum is null ? v : sum + v);
        }

        return scope.MoveToOuter(u_proj.call(functional.relu(sum! / used.sum(dim: 1).clamp(min: 1))));
    }

    // What template t says about each pair: [B, i, j, C]
    private Tensor Described(TemplateFeatures templates, FoldFeatures features, long t)
    {
        var seesEach = _view is TemplateView.Chain ? features.AsymId : templates.VisibilityIds.select(1, t);
        var visible = (_mesh.RowPart(seesEach, 1).unsqueeze(2) == _mesh.ColPart(seesEach, 1).unsqueeze(1)).to(ScalarType.Float32).unsqueeze(-1);
        var kinds = templates.ResType.select(1, t).OneHot(FoldFeatures.TokenKinds);
        var (kinds_i, kinds_j) = (_mesh.RowPart(kinds, 1).unsqueeze(2), _mesh.ColPart(kinds, 1).unsqueeze(1));
        var shape = visible.expand(-1, -1, -1, FoldFeatures.TokenKinds).shape;
        var geometry = cat([Distances(templates, t), Both(templates.MaskCb, t), Directions(templates, t), Both(templates.MaskFrame, t)], dim: -1);
        return a_proj.call(cat([geometry * visible, kinds_i.expand(shape), kinds_j.expand(shape)], dim: -1));
    }

    private Tensor Distances(TemplateFeatures templates, long t)
    {
        var cb = templates.Cb.select(1, t);
        var edges = linspace(Nearest, Farthest, Bins - 1, dtype: ScalarType.Float32);
        return (cdist(_mesh.RowPart(cb, 1), _mesh.ColPart(cb, 1)).unsqueeze(-1) > edges).sum(-1).OneHot(Bins);
    }

    // The reference normalises each component by itself, so that what it calls a unit vector is the signs:
    // of R_j^T (ca_i - t_j), which is (ca_i - t_j) R_j.
    private Tensor Directions(TemplateFeatures templates, long t)
    {
        var (rotation, origin) = (_mesh.ColPart(templates.FrameRot.select(1, t), 1), _mesh.ColPart(templates.FrameT.select(1, t), 1));
        var ca = _mesh.RowPart(templates.Ca.select(1, t), 1);
        var offset = (ca.unsqueeze(2) - origin.unsqueeze(1)).unsqueeze(-2);                          // [B, i, j, 1, 3]
        return offset.matmul(rotation.unsqueeze(1)).squeeze(-2).sign();
    }

    private Tensor Both(Tensor mask, long t) => _mesh.Pairs(mask.select(1, t)).Block.unsqueeze(-1);
}
