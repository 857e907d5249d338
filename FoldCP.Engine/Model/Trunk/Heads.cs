using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>How far apart two tokens are, as logits over distance bins.</summary>
public sealed class DistogramModule : Module<Tensor, long, Tensor>
{
    // Bins of the first distogram that count as contact: up to about 8 Å.
    private const int ContactBins = 20;

    private readonly int _distograms;
    private readonly Mesh _mesh;
    private readonly Linear distogram;

    public DistogramModule(int tokenZ, int numBins, Mesh mesh, int numDistograms = 1)
        : base(nameof(DistogramModule))
    {
        (_distograms, _mesh) = (numDistograms, mesh);
        distogram = nn.Linear(tokenZ, numDistograms * numBins);
        RegisterComponents();
    }

    /// <param name="z">pairs [B, i, j, D]</param>
    /// <param name="tokens">N</param>
    /// <returns>[B, i, j, distograms, bins]</returns>
    public override Tensor forward(Tensor z, long tokens) => ByRows(z, tokens, logits => logits);

    /// <summary>How likely two tokens are in contact [B, i, j].</summary>
    public Tensor Contacts(Tensor z, long tokens)
        => ByRows(z, tokens, logits => logits.select(3, 0).softmax(-1).narrow(-1, 0, ContactBins).sum(-1));

    private Tensor ByRows(Tensor z, long tokens, Func<Tensor, Tensor> read)
    {
        using var scope = NewDisposeScope();
        var mirrored = _mesh.TransposePairs(z, tokens);
        return scope.MoveToOuter(Chunks.Along(Chunks.Of(z.shape[2] * distogram.weight!.shape[0]), z.shape[1], into: 1, (start, count) =>
            read(distogram.call(z.narrow(1, start, count) + mirrored.narrow(1, start, count)).unflatten(3, _distograms, -1))));
    }
}

/// <summary>The B-factor that an experiment would give each token, as logits over bins.</summary>
public sealed class BFactorModule : Module<Tensor, Tensor>
{
    private readonly Linear bfactor;

    public BFactorModule(int tokenS, int numBins)
        : base(nameof(BFactorModule))
    {
        bfactor = nn.Linear(tokenS, numBins);
        RegisterComponents();
    }

    /// <param name="s">tokens [B, N, C]</param>
    /// <returns>[B, N, bins]</returns>
    public override Tensor forward(Tensor s) => bfactor.call(s);
}
