using FoldCP.Engine.Model.Diffusion;

namespace FoldCP.Engine.Model.Steering;

/// <summary>Tokens are to stay near their places in templates, each laid onto the structure as well as may be.</summary>
/// <param name="Places">where templates have the tokens' representatives, Å [T, N, 3]</param>
/// <param name="Mask">1 for tokens that a template has [T, N]</param>
/// <param name="Farthest">how far is still near, Å [T]</param>
/// <param name="Representatives">the atom of each token [N]</param>
/// <param name="TokenOf">the token of each atom [A]; 0 for padding</param>
internal sealed record TemplateDeviation(Tensor Places, Tensor Mask, Tensor Farthest, Tensor Representatives, Tensor TokenOf) : IRestraint
{
    public Tensor Energy(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        var tokens = x.index_select(1, Representatives);
        return scope.MoveToOuter(EachTemplate(template => (Within(template).Of(Deviation(tokens, template).Length).Energy * Mask[template]).sum(dim: 1)));
    }

    // A token moves as a whole: each of its atoms is pushed as the representative is.
    public Tensor Gradient(Tensor x, double time)
    {
        using var scope = NewDisposeScope();
        var tokens = x.index_select(1, Representatives);
        return scope.MoveToOuter(EachTemplate(template =>
        {
            var (offset, length) = Deviation(tokens, template);
            var slope = Within(template).Of(length).Slope * Mask[template];
            return where((slope != 0).unsqueeze(-1), slope.unsqueeze(-1) * offset / length.unsqueeze(-1), 0f);
        }).index_select(1, TokenOf));
    }

    private Tensor EachTemplate(Func<int, Tensor> f) => Enumerable.Range(0, (int)Places.shape[0]).Select(f).Aggregate((sum, next) => sum + next);

    private Bounds Within(int template) => new(null, Farthest[template]);

    private (Tensor Offset, Tensor Length) Deviation(Tensor tokens, int template)
    {
        var (samples, mask) = (tokens.shape[0], Mask[template].unsqueeze(0));
        var laid = RigidMotion.AlignedOnto(Places[template].unsqueeze(0).expand(samples, -1, -1), tokens, mask.expand(samples, -1));
        var offset = tokens - laid;
        return (offset, offset.square().sum(-1).sqrt());
    }
}
