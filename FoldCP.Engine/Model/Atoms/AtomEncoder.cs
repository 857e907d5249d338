using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Atoms;

/// <summary>What the atoms of a complex look like before any structure is known (AlphaFold 3, algorithm 5, first half).</summary>
/// <param name="Q">what the atom attention starts from: this rank's share [B, a, C]</param>
/// <param name="C">what conditions it [B, a, C]</param>
/// <param name="P">pairs of atoms within this rank's windows [B, k, W, H, D]</param>
public sealed record AtomFeatures(Tensor Q, Tensor C, Tensor P);

/// <summary>Embeds reference conformers and, for the structure module, what the trunk thinks of tokens and their pairs.</summary>
public sealed class AtomEncoder : Module
{
    private const int MoleculeKinds = 4;

    // 4 of proteins, 12 of nucleic acids, and none of them.
    private const int BackboneAtoms = 17;

    private readonly AtomWindows _windows;
    private readonly AtomInputs _inputs;
    private readonly Mesh _mesh;
    private readonly Linear embed_atom_features;
    private readonly Linear embed_atompair_ref_pos;
    private readonly Linear embed_atompair_ref_dist;
    private readonly Linear embed_atompair_mask;
    private readonly Sequential? s_to_c_trans;
    private readonly Sequential? z_to_p_trans;
    private readonly Sequential c_to_p_trans_k;
    private readonly Sequential c_to_p_trans_q;
    private readonly Sequential p_mlp;

    /// <param name="widths">of what it makes, and what it reads of atoms</param>
    /// <param name="structurePrediction">whether it reads the trunk's tokens and pairs</param>
    /// <param name="mesh">on which the pairs lie</param>
    public AtomEncoder(Widths widths, bool structurePrediction, Mesh mesh)
        : base(nameof(AtomEncoder))
    {
        var (s, z) = (widths.AtomS, widths.AtomZ);
        (_windows, _inputs, _mesh) = (widths.Windows, widths.Atoms, mesh);
        embed_atom_features = nn.Linear(_inputs.Width, s, hasBias: _inputs.Bias);
        embed_atompair_ref_pos = nn.Linear(3, z, hasBias: false);
        embed_atompair_ref_dist = nn.Linear(1, z, hasBias: false);
        embed_atompair_mask = nn.Linear(1, z, hasBias: false);
        s_to_c_trans = structurePrediction ? Projections.Normed(widths.TokenS, s) : null;
        z_to_p_trans = structurePrediction ? Projections.Normed(widths.TokenZ, z) : null;
        c_to_p_trans_k = nn.Sequential(("0", nn.ReLU()), ("1", nn.Linear(s, z, hasBias: false)));
        c_to_p_trans_q = nn.Sequential(("0", nn.ReLU()), ("1", nn.Linear(s, z, hasBias: false)));
        p_mlp = nn.Sequential(
            ("0", nn.ReLU()),
            ("1", nn.Linear(z, z, hasBias: false)),
            ("2", nn.ReLU()),
            ("3", nn.Linear(z, z, hasBias: false)),
            ("4", nn.ReLU()),
            ("5", nn.Linear(z, z, hasBias: false)));
        RegisterComponents();
    }

    /// <param name="features">the complex</param>
    /// <param name="plan">how its atoms attend and belong to tokens</param>
    /// <param name="trunk">tokens [B, N, C] and pairs [B, i, j, D] for the structure module; null for the input embedder</param>
    public AtomFeatures Of(FoldFeatures features, AtomPlan plan, (Tensor S, Tensor Z)? trunk = null)
    {
        using var scope = NewDisposeScope();
        var (own, windows) = (plan.Windows.Own, plan.Windows);
        var residues = _inputs.Residue ? plan.Tokens.ToAtomsFromWhole(Residues(features)) : null;
        var q = Chunks.Along(Chunks.Of(embed_atom_features.weight!.shape[1]), own.Length, into: 1, (start, count) =>
            Embedded(features, own.Start + start, count, residues?.narrow(1, start, count)));
        var (c, p) = (q, Geometry(features, windows));
        if (trunk is { } known)
        {
            c = q + plan.Tokens.ToAtoms(s_to_c_trans!.call(_mesh.Share(known.S, 1)));
            var pairs = Chunks.Along(dim: 1, Chunks.Of(known.Z.shape[2] * known.Z.shape[3]), known.Z, rows => z_to_p_trans!.call(rows));
            p = p.Plus(PairsOnWindows.Of(pairs, features, _windows, windows, _mesh));
        }

        p = p.Plus(windows.Asking(c_to_p_trans_q.call(c)).Wait().unsqueeze(3));
        p = p.Plus(windows.Answering(c_to_p_trans_k.call(c)).Wait().unsqueeze(2));
        p = p.Plus(p_mlp.call(p));
        scope.MoveToOuter(q, c, p);
        return new(q, c, p);
    }

    private Tensor Embedded(FoldFeatures features, long start, long count, Tensor? residues)
    {
        Tensor Part(Tensor x) => x.narrow(1, start, count);
        var read = new List<Tensor> { Part(features.RefPos), Part(features.RefCharge).unsqueeze(-1) };
        if (_inputs.Existence)
            read.Add(Part(features.AtomPadMask).unsqueeze(-1));
        read.Add(Part(features.RefElement).OneHot(FoldFeatures.ElementKinds));
        if (_inputs.NameCharacters)
            read.Add(Part(features.RefAtomNameChars).OneHot(FoldFeatures.NameCharacters).flatten(2));
        if (_inputs.Backbone)
            read.Add(Part(features.BackboneAtom!).OneHot(BackboneAtoms));
        if (residues is not null)
            read.Add(residues);
        return embed_atom_features.call(cat(read, dim: -1));
    }

    // [B, N, 38]
    private static Tensor Residues(FoldFeatures features) => cat(
        [
            features.ResType.OneHot(FoldFeatures.TokenKinds),
            features.Modified.to(ScalarType.Float32).unsqueeze(-1),
            features.MolType.OneHot(MoleculeKinds),
        ],
        dim: -1);

    // Where two atoms of one conformer lie to each other: [B, k, W, H, D]
    private Tensor Geometry(FoldFeatures features, WindowPlan windows)
    {
        var offset = Both(windows, features.RefPos, (q, k) => k.unsqueeze(2) - q.unsqueeze(3));
        var nearness = 1 / (1 + (offset * offset).sum(-1, keepdim: true));
        Tensor Single(Tensor x, Func<Tensor, Tensor, Tensor> f) => Both(windows, x.unsqueeze(-1), (q, k) => f(q, k.transpose(2, 3)));
        var valid = (Single(features.AtomPadMask, (q, k) => q * k) * Single(features.RefSpaceUid, (q, k) => (q == k).to(ScalarType.Float32))).unsqueeze(-1);
        return (embed_atompair_ref_pos.call(offset) * valid)
            .Plus(embed_atompair_ref_dist.call(nearness) * valid)
            .Plus(embed_atompair_mask.call(valid) * valid);
    }

    // f of the query atoms and the key atoms of this rank's windows, of atoms that all ranks hold: [B, A, C] -> anything of [B, k, W, C] and [B, k, H, C]
    private Tensor Both(WindowPlan windows, Tensor x, Func<Tensor, Tensor, Tensor> f)
        => f(windows.ShareOfWindows(_windows.QueriesOf(x)), windows.ShareOfWindows(_windows.KeysOf(x)));
}
