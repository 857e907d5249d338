using FoldCP.Engine.Chemistry.Toolkit;
using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>From the engine's typed batch of one to the reference's dictionary of features, with one-hot rows and matrices.</summary>
internal static class GoldenFeatureNames
{
    private const int ContactKinds = 5;
    private const int PocketKinds = 4;
    private const int BackboneKinds = 17;

    public static void Add(Outputs outputs, GoldenCase c, Generation generation, FoldFeatures features, TruthFeatures truth, PotentialFeatures potentials)
    {
        void Put(string name, Tensor value) => outputs.Add($"feats.{name}", value);
        Tokens(Put, features, truth);
        Atoms(Put, features, truth);
        Alignment(Put, features);
        Potentials(Put, potentials);
        if (generation == Generation.Boltz1)
            OfBoltz1(Put, c, features, truth);
        else
            OfBoltz2(Put, c, features, truth, potentials);
    }

    private static void Tokens(Action<string, Tensor> put, FoldFeatures f, TruthFeatures truth)
    {
        put("token_index", f.TokenIndex[0]);
        put("residue_index", f.ResidueIndex[0]);
        put("asym_id", f.AsymId[0]);
        put("entity_id", f.EntityId[0]);
        put("sym_id", f.SymId[0]);
        put("mol_type", f.MolType[0]);
        put("res_type", f.ResType[0].OneHot(FoldFeatures.TokenKinds));
        put("disto_center", truth.DistogramCentre);
        put("token_bonds", (f.TokenBonds?.On(Mesh.Serial)[0] ?? zeros(f.Tokens, f.Tokens)).unsqueeze(-1));
        put("token_pad_mask", f.TokenPadMask[0]);
        put("token_resolved_mask", truth.TokenResolvedMask);
        put("token_disto_mask", truth.TokenDistogramMask);
        put("cyclic_period", f.CyclicPeriod[0]);
    }

    private static void Atoms(Action<string, Tensor> put, FoldFeatures f, TruthFeatures truth)
    {
        put("ref_pos", f.RefPos[0]);
        put("atom_resolved_mask", truth.AtomResolvedMask);
        put("ref_element", f.RefElement[0].OneHot(FoldFeatures.ElementKinds));
        put("ref_charge", f.RefCharge[0]);
        put("ref_atom_name_chars", f.RefAtomNameChars[0].OneHot(FoldFeatures.NameCharacters));
        put("ref_space_uid", f.RefSpaceUid[0]);
        put("coords", truth.Coords);
        put("atom_pad_mask", f.AtomPadMask[0]);
        put("atom_to_token", f.AtomToToken[0].OneHot((int)f.Tokens));
        put("token_to_rep_atom", f.TokenToRepAtom[0].OneHot((int)f.Atoms));
        put("r_set_to_rep_atom", truth.PolymerCentres.OneHot((int)f.Atoms));
    }

    private static void Alignment(Action<string, Tensor> put, FoldFeatures f)
    {
        put("msa_paired", f.MsaPaired[0]);
        put("deletion_value", f.DeletionValue[0]);
        put("has_deletion", f.HasDeletion[0]);
        put("deletion_mean", f.DeletionMean[0]);
        put("profile", f.Profile[0]);
        put("msa_mask", f.MsaMask[0]);
    }

    private static void Potentials(Action<string, Tensor> put, PotentialFeatures potentials)
    {
        put("connected_chain_index", potentials.ConnectedChains);
        put("connected_atom_index", potentials.ConnectedAtoms);
        put("symmetric_chain_index", potentials.SymmetricChains);
        if (ChemistryToolkit.Find() is not null)
            Shapes(put, potentials.Geometry!);
    }

    private static void Shapes(Action<string, Tensor> put, GeometryFeatures shapes)
    {
        put("rdkit_bounds_index", shapes.Pairs);
        put("rdkit_bounds_bond_mask", shapes.AreBonded);
        put("rdkit_bounds_angle_mask", shapes.AreEndsOfAngle);
        put("rdkit_lower_bounds", shapes.Least);
        put("rdkit_upper_bounds", shapes.Largest);
        put("chiral_atom_index", shapes.Chiral);
        put("chiral_reference_mask", shapes.ChiralIsReference);
        put("chiral_atom_orientations", shapes.ChiralIsPositive);
        put("stereo_bond_index", shapes.Stereo);
        put("stereo_reference_mask", shapes.StereoIsReference);
        put("stereo_bond_orientations", shapes.StereoIsTrans);
        put("planar_bond_index", shapes.Planar);
        put("planar_ring_5_index", shapes.Rings5);
        put("planar_ring_6_index", shapes.Rings6);
    }

    private static void OfBoltz1(Action<string, Tensor> put, GoldenCase c, FoldFeatures f, TruthFeatures truth)
    {
        put("pocket_feature", f.Pocket![0].OneHot(PocketKinds));
        put("msa", f.Msa[0].OneHot(FoldFeatures.TokenKinds));
        put("frames_idx", f.FramesIdx[0]);
        put("frame_resolved_mask", truth.FrameResolvedMask);
        if (c.Has("out.feats.disto_target"))
            put("disto_target", truth.DistogramTarget().OneHot(TruthFeatures.DistogramBins));
    }

    private static void OfBoltz2(Action<string, Tensor> put, GoldenCase c, FoldFeatures f, TruthFeatures truth, PotentialFeatures potentials)
    {
        put("type_bonds", f.TypeBonds?.On(Mesh.Serial)[0] ?? zeros(f.Tokens, f.Tokens));
        put("contact_conditioning", (f.Contacts?.Kind.On(Mesh.Serial)[0] ?? zeros(f.Tokens, f.Tokens, ScalarType.Int64)).OneHot(ContactKinds));
        put("contact_threshold", f.Contacts?.Threshold.On(Mesh.Serial)[0] ?? zeros(f.Tokens, f.Tokens));
        put("method_feature", f.MethodFeature[0]);
        put("modified", f.Modified[0]);
        put("affinity_token_mask", f.AffinityMask![0]);
        put("ref_chirality", f.RefChirality![0]);
        put("atom_backbone_feat", f.BackboneAtom![0].OneHot(BackboneKinds));
        put("token_to_center_atom", f.TokenToCentreAtom![0].OneHot((int)f.Atoms));
        put("disto_coords_ensemble", truth.DistogramCentre.unsqueeze(0));
        put("bfactor", truth.BFactor);
        put("plddt", f.AtomPadMask[0]);
        put("frames_idx", f.FramesIdx);
        put("frame_resolved_mask", truth.FrameResolvedMask.unsqueeze(0));
        put("msa", f.Msa[0]);
        put("ensemble_ref_idxs", zeros(1));
        put("contact_pair_index", potentials.ContactAtoms);
        put("contact_union_index", potentials.ContactUnions);
        put("contact_negation_mask", ones_like(potentials.ContactUnions));
        put("contact_thresholds", potentials.ContactThresholds);
        if (c.Has("out.feats.disto_target"))
            put("disto_target", truth.DistogramTarget().OneHot(TruthFeatures.DistogramBins).unsqueeze(2));
        Templates(put, f);
    }

    private static void Templates(Action<string, Tensor> put, FoldFeatures f)
    {
        var t = f.Templates;
        long n = f.Tokens;
        put("template_restype", (t?.ResType[0] ?? zeros(1, n, ScalarType.Int64)).OneHot(FoldFeatures.TokenKinds));
        put("template_frame_rot", t?.FrameRot[0] ?? zeros(1, n, 3, 3));
        put("template_frame_t", t?.FrameT[0] ?? zeros(1, n, 3));
        put("template_cb", t?.Cb[0] ?? zeros(1, n, 3));
        put("template_ca", t?.Ca[0] ?? zeros(1, n, 3));
        put("template_mask_cb", t?.MaskCb[0] ?? zeros(1, n));
        put("template_mask_frame", t?.MaskFrame[0] ?? zeros(1, n));
        put("template_mask", t?.Mask[0] ?? zeros(1, n));
        put("query_to_template", zeros(t?.Mask.shape[1] ?? 1, n));
        put("visibility_ids", t?.VisibilityIds[0] ?? zeros(1, n));
        if (t is not null)
        {
            put("template_force", t.Force![0]);
            put("template_force_threshold", t.ForceThreshold![0]);
        }
    }
}
