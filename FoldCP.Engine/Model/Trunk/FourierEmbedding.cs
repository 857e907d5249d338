namespace FoldCP.Engine.Model.Trunk;

/// <summary>A number as cosines of frozen random waves (AlphaFold 3, algorithm 22).</summary>
public sealed class FourierEmbedding : Module<Tensor, Tensor>
{
    private readonly Linear proj;

    public FourierEmbedding(int dim)
        : base(nameof(FourierEmbedding))
    {
        proj = nn.Linear(1, dim);
        RegisterComponents();
        foreach (var wave in proj.parameters())
            wave.requires_grad = false;
    }

    /// <param name="t">numbers [..]</param>
    /// <returns>[.., dim]</returns>
    public override Tensor forward(Tensor t) => (proj.call(t.unsqueeze(-1)) * Math.Tau).cos();
}
