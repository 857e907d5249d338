using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>From tokens and pairs of one structure to how far they may be off.</summary>
public sealed class ConfidenceHeads : Module
{
    /// <summary>The largest error that bins tell, Å.</summary>
    public const double Farthest = 32;

    private readonly Mesh _mesh;
    private readonly Linear? to_pae_logits;
    private readonly Linear? to_pae_intra_logits;
    private readonly Linear? to_pae_inter_logits;
    private readonly Linear? to_pde_logits;
    private readonly Linear? to_pde_intra_logits;
    private readonly Linear? to_pde_inter_logits;
    private readonly Linear to_plddt_logits;
    private readonly Linear to_resolved_logits;

    public ConfidenceHeads(int tokenS, int tokenZ, ConfidenceArgs args, Mesh mesh)
        : base(nameof(ConfidenceHeads))
    {
        _mesh = mesh;
        Linear Head(int bins) => nn.Linear(tokenZ, bins, hasBias: false);
        if (args.UseSeparateHeads)
        {
            (to_pae_intra_logits, to_pae_inter_logits) = (Head(args.NumPaeBins), Head(args.NumPaeBins));
            (to_pde_intra_logits, to_pde_inter_logits) = (Head(args.NumPdeBins), Head(args.NumPdeBins));
        }
        else
        {
            (to_pae_logits, to_pde_logits) = (Head(args.NumPaeBins), Head(args.NumPdeBins));
        }

        to_plddt_logits = nn.Linear(tokenS, args.NumPlddtBins, hasBias: false);
        to_resolved_logits = nn.Linear(tokenS, 2, hasBias: false);
        RegisterComponents();
    }

    /// <summary>How sure each token's surroundings are, as logits: [M, N, C] -> [M, N, bins].</summary>
    public Tensor PlddtLogits(Tensor s) => to_plddt_logits.call(s);

    /// <summary>Whether an experiment would resolve each token, as logits: [M, N, C] -> [M, N, 2].</summary>
    public Tensor ResolvedLogits(Tensor s) => to_resolved_logits.call(s);

    /// <summary>The error of j seen from i's frame, as logits, row by row, reduced by <paramref name="read"/>.</summary>
    /// <param name="z">pairs [M, i, j, D]</param>
    /// <param name="sameChain">[1, i, j]</param>
    /// <param name="read">[M, rows, j, bins] to anything whose rows are in dimension 1</param>
    public Tensor Pae(Tensor z, Tensor sameChain, Func<Tensor, Tensor> read)
        => ByRows(z, (start, count) => read(Logits(z.narrow(1, start, count), sameChain.narrow(1, start, count), to_pae_logits, to_pae_intra_logits, to_pae_inter_logits)));

    /// <summary>The error of the distance between i and j, as logits, row by row, reduced by <paramref name="read"/>.</summary>
    /// <inheritdoc cref="Pae"/>
    public Tensor Pde(Tensor z, Tensor sameChain, long tokens, Func<Tensor, Tensor> read)
    {
        using var scope = NewDisposeScope();
        var mirrored = _mesh.TransposePairs(z, tokens);
        return scope.MoveToOuter(ByRows(z, (start, count) => read(Logits(
            z.narrow(1, start, count) + mirrored.narrow(1, start, count), sameChain.narrow(1, start, count), to_pde_logits, to_pde_intra_logits, to_pde_inter_logits))));
    }

    private static Tensor ByRows(Tensor z, Func<long, long, Tensor> f)
        => Chunks.Along(Chunks.Of(z.shape[2] * z.shape[3] * 4), z.shape[1], into: 1, f);

    private static Tensor Logits(Tensor z, Tensor sameChain, Linear? any, Linear? intra, Linear? inter)
        => any is not null ? any.call(z) : where(sameChain.unsqueeze(-1), intra!.call(z), inter!.call(z));
}
