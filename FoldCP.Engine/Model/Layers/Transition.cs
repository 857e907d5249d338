using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Layers;

/// <summary>A gated two-layer perceptron on the last dimension (AlphaFold 3, algorithm 11).</summary>
public sealed class Transition : Module<Tensor, Tensor>
{
    private readonly long _hidden;
    private readonly LayerNorm norm;
    private readonly Linear fc1;
    private readonly Linear fc2;
    private readonly Linear fc3;

    public Transition(int dim, int hidden, int? outDim = null)
        : base(nameof(Transition))
    {
        _hidden = hidden;
        norm = nn.LayerNorm(dim);
        fc1 = nn.Linear(dim, hidden, hasBias: false);
        fc2 = nn.Linear(dim, hidden, hasBias: false);
        fc3 = nn.Linear(hidden, outDim ?? dim, hasBias: false);
        RegisterComponents();
    }

    /// <param name="x">[.., C]</param>
    /// <returns>the update [.., C], or as wide as the layer's output</returns>
    public override Tensor forward(Tensor x)
    {
        using var scope = NewDisposeScope();
        var y = Chunks.Along(dim: 0, Chunks.Of(_hidden), x.flatten(0, -2), rows =>
        {
            var normed = norm.call(rows);
            return fc3.call(functional.silu(fc1.call(normed)) * fc2.call(normed));
        });
        return scope.MoveToOuter(y.view([.. x.shape[..^1], y.shape[^1]]));
    }
}
