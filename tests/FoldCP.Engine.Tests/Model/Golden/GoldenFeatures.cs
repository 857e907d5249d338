using FoldCP.Engine.Features;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>From the reference's dictionary of features, with one-hot rows and matrices, to the engine's typed batch.</summary>
internal static class GoldenFeatures
{
    public static FoldFeatures Of(GoldenCase c)
    {
        var (tokens, atoms) = (TokenShape(c), AtomShape(c));
        Tensor Tokens(string name) => c.Has(Name(name)) ? c[Name(name)] : zeros(tokens, dtype: ScalarType.Int64);
        Tensor Floats(string name, long[] shape, float otherwise = 0) => c.Has(Name(name)) ? c[Name(name)].to(c.Numbers) : full(shape, otherwise, dtype: c.Numbers);
        Tensor Classes(string name, long[] shape) => c.Has(Name(name)) ? Number(c[Name(name)]) : full(shape, -1, dtype: ScalarType.Int64);
        var letters = c.Has(Name("msa")) ? Letters(c[Name("msa")]) : zeros([tokens[0], 1, tokens[1]], dtype: ScalarType.Int64);
        var msa = letters.shape;
        return new()
        {
            TokenIndex = Tokens("token_index"),
            ResidueIndex = Tokens("residue_index"),
            AsymId = Tokens("asym_id"),
            EntityId = Tokens("entity_id"),
            SymId = Tokens("sym_id"),
            MolType = Tokens("mol_type"),
            ResType = Classes("res_type", tokens),
            TokenPadMask = Floats("token_pad_mask", tokens, 1),
            MethodFeature = Tokens("method_feature"),
            Modified = Tokens("modified"),
            CyclicPeriod = Floats("cyclic_period", tokens),
            Msa = letters,
            MsaPaired = Floats("msa_paired", msa),
            HasDeletion = Floats("has_deletion", msa),
            DeletionValue = Floats("deletion_value", msa),
            MsaMask = Floats("msa_mask", msa, 1),
            Profile = Floats("profile", [.. tokens, FoldFeatures.TokenKinds]),
            DeletionMean = Floats("deletion_mean", tokens),
            RefPos = Floats("ref_pos", [.. atoms, 3]),
            RefCharge = Floats("ref_charge", atoms),
            RefElement = Classes("ref_element", atoms),
            RefAtomNameChars = Classes("ref_atom_name_chars", [.. atoms, FoldFeatures.NameLength]),
            RefSpaceUid = c.Has(Name("ref_space_uid")) ? c[Name("ref_space_uid")] : zeros(atoms, dtype: ScalarType.Int64),
            AtomPadMask = Floats("atom_pad_mask", atoms, 1),
            AtomToToken = Classes("atom_to_token", atoms),
            TokenToRepAtom = Classes("token_to_rep_atom", tokens),
            FramesIdx = c.Has(Name("frames_idx")) ? c[Name("frames_idx")].view([.. tokens, 3]) : zeros([.. tokens, 3], dtype: ScalarType.Int64),
            BackboneAtom = c.Has(Name("atom_backbone_feat")) ? Number(c[Name("atom_backbone_feat")]) : null,
            Pocket = c.Has(Name("pocket_feature")) ? Number(c[Name("pocket_feature")]) : null,
            Potentials = c.Has(Name("rdkit_bounds_index")) ? GoldenSteering.Features(c) : null,
            AffinityMask = c.Has(Name("affinity_token_mask")) ? c[Name("affinity_token_mask")] : null,
            Affinity = Affinity(c),
            TokenBonds = c.Has(Name("token_bonds")) ? SparsePairs.Of(c[Name("token_bonds")].squeeze(-1)) : null,
            TypeBonds = c.Has(Name("type_bonds")) ? SparsePairs.Of(c[Name("type_bonds")]) : null,
            Contacts = c.Has(Name("contact_conditioning")) ? new(SparsePairs.Of(Number(c[Name("contact_conditioning")])), SparsePairs.Of(c[Name("contact_threshold")])) : null,
            Templates = c.Has(Name("template_restype")) ? Templates(c) : null,
        };
    }

    // Modules alone may read the profile without being told of a ligand's weight.
    private static AffinityFeatures? Affinity(GoldenCase c)
        => c.Json.TryGetProperty("py_feats", out var others) && others.TryGetProperty("affinity_mw", out var weight)
            ? new(c[Name("profile_affinity")], c[Name("deletion_mean_affinity")], weight[0].GetDouble())
            : null;

    private static TemplateFeatures Templates(GoldenCase c) => new()
    {
        ResType = Number(c[Name("template_restype")]),
        FrameRot = c[Name("template_frame_rot")],
        FrameT = c[Name("template_frame_t")],
        Cb = c[Name("template_cb")],
        Ca = c[Name("template_ca")],
        MaskCb = c[Name("template_mask_cb")],
        MaskFrame = c[Name("template_mask_frame")],
        Mask = c[Name("template_mask")].to(c.Numbers),
        VisibilityIds = c[Name("visibility_ids")],
        Force = c.Has(Name("template_force")) ? c[Name("template_force")] : null,
        ForceThreshold = c.Has(Name("template_force_threshold")) ? c[Name("template_force_threshold")] : null,
    };

    // Numbers in Boltz-2, one-hot rows in Boltz-1.
    private static Tensor Letters(Tensor msa) => msa.dim() == 4 ? Number(msa) : msa;

    // One-hot rows to numbers; -1 for a row of zeros.
    private static Tensor Number(Tensor oneHot)
    {
        var rows = oneHot.to(ScalarType.Int64);
        return rows.argmax(-1) - (1 - rows.sum(-1));
    }

    private static long[] TokenShape(GoldenCase c)
        => c.Has(Name("asym_id")) ? c[Name("asym_id")].shape
            : c.Has(Name("token_pad_mask")) ? c[Name("token_pad_mask")].shape
            : c.Has(Name("atom_to_token")) ? [c[Name("atom_to_token")].shape[0], c[Name("atom_to_token")].shape[2]]
            : c.Has(Name("token_to_rep_atom")) ? c[Name("token_to_rep_atom")].shape[..2]
            : c[Name("contact_conditioning")].shape[..2];

    private static long[] AtomShape(GoldenCase c) => c.Has(Name("atom_pad_mask")) ? c[Name("atom_pad_mask")].shape : [TokenShape(c)[0], FoldFeatures.AtomMultiple];

    private static string Name(string feature) => "in.feats." + feature;
}
