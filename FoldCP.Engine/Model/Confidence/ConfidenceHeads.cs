using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Confidence;

/// <summary>From tokens and pairs of one structure to how far they may be off.</summary>
public sealed class ConfidenceHeads : Module
{
    /// <summary>The largest error that bins tell, Å.</summary>
    public const double Farthest = 32;

    // As many as the largest nucleotide has; atoms beyond share the last judgement.
    private const int AtomsOfAToken = 23;

    private readonly ConfidenceArgs _args;
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
        (_args, _mesh) = (args, mesh);
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

        var perToken = args.ByAtom ? AtomsOfAToken : 1;
        to_plddt_logits = nn.Linear(tokenS, perToken * args.NumPlddtBins, hasBias: false);
        to_resolved_logits = nn.Linear(tokenS, perToken * 2, hasBias: false);
        RegisterComponents();
    }

    /// <summary>Whether each atom is judged, or each token.</summary>
    public bool ByAtom => _args.ByAtom;

    /// <summary>How much each of them counts at interfaces.</summary>
    public InterfaceWeights Weights => _args.Weights;

    /// <summary>How sure the surroundings of each token or atom are, as logits: [M, N, C] -> [M, N or A, bins].</summary>
    public Tensor PlddtLogits(FoldFeatures features, Tensor s) => ForEach(features, to_plddt_logits.call(s));

    /// <summary>Whether an experiment would resolve each token or atom, as logits: [M, N, C] -> [M, N or A, 2].</summary>
    public Tensor ResolvedLogits(FoldFeatures features, Tensor s) => ForEach(features, to_resolved_logits.call(s));

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

    // Of all that is said about a token's atoms, what there are atoms for: [M, N, 23 * bins] -> [M, A, bins]; 0 for padding.
    private Tensor ForEach(FoldFeatures features, Tensor logits)
    {
        if (!ByAtom)
            return logits;
        var (token, exists) = (features.AtomToToken[0], features.AtomToToken[0] >= 0);
        var first = searchsorted(where(exists, token, features.Tokens), token);                      // a token's atoms stand together
        var inToken = (arange(features.Atoms) - first).clamp(0, AtomsOfAToken - 1);
        var places = (token.clamp(min: 0) * AtomsOfAToken) + inToken;
        return logits.unflatten(2, AtomsOfAToken, -1).flatten(1, 2).index_select(1, places) * exists.to(logits.dtype).unsqueeze(-1);
    }

    private static Tensor ByRows(Tensor z, Func<long, long, Tensor> f)
        => Chunks.Along(Chunks.Of(z.shape[2] * z.shape[3] * 4), z.shape[1], into: 1, f);

    private static Tensor Logits(Tensor z, Tensor sameChain, Linear? any, Linear? intra, Linear? inter)
        => any is not null ? any.call(z) : where(sameChain.unsqueeze(-1), intra!.call(z), inter!.call(z));
}
