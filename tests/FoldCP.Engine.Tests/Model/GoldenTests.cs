using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model;

/// <summary>Holds layers, modules and whole networks to recorded runs of the reference, at each recording's own tolerance.</summary>
public sealed class GoldenTests
{
    public static TheoryData<string> Cases =>
    [
        "layer_Transition_n13a", "layer_Transition_n13a_chunk", "layer_Transition_n13a_out",
        "layer_TriangleMultiplicationOutgoing_n13a", "layer_TriangleMultiplicationOutgoing_n16b",
        "layer_TriangleMultiplicationIncoming_n13a", "layer_TriangleMultiplicationIncoming_n16b",
        "layer_TriangleAttentionStartingNode_n13a", "layer_TriangleAttentionStartingNode_n13a_chunk4", "layer_TriangleAttentionStartingNode_n16b",
        "layer_TriangleAttentionEndingNode_n13a", "layer_TriangleAttentionEndingNode_n13a_chunk4", "layer_TriangleAttentionEndingNode_n16b",
        "layer_OuterProductMean_n13a", "layer_OuterProductMean_n13a_chunk4", "layer_OuterProductMean_n16b",
        "layer_PairWeightedAveraging_n13a", "layer_PairWeightedAveraging_n13a_chunkheads", "layer_PairWeightedAveraging_n16b",
        "layer_AttentionPairBias_v2_n13a", "layer_AttentionPairBias_v2_nobias_mult_n13a",
        "layer_PairformerLayer_v2_n13a", "layer_PairformerNoSeqLayer_n13a", "layer_PairformerNoSeqLayer_n16b", "layer_MSALayer_v2_n13a",
        "mod_AdaLN_a", "mod_ConditionedTransitionBlock_a", "mod_DiffusionTransformer_v2_a",
        "mod_PairformerModule_v2_a", "mod_PairformerModule_v2_postln_a", "mod_PairformerNoSeqModule_a",
        "mod_RelativePositionEncoder_v2_clip_a", "mod_RelativePositionEncoder_v2_fix0_cyc0_a", "mod_RelativePositionEncoder_v2_fix1_cyc1_a",
        "mod_SingleConditioning_a", "mod_PairwiseConditioning_a", "mod_ContactConditioning_a",
        "mod_AtomEncoder_v2_struct_a", "mod_AtomAttentionEncoder_v2_a", "mod_AtomAttentionDecoder_v2_a", "mod_DiffusionConditioning_a",
        "mod_InputEmbedder_v2_a", "mod_InputEmbedder_v2_batch2_a", "mod_MSAModule_v2_a", "mod_MSAModule_v2_subsample_a",
        "mod_TemplateModule_a", "mod_TemplateV2Module_a", "mod_DistogramModule_v2_a", "mod_BFactorModule_a",
        "mod_AffinityModule_a", "mod_AtomDiffusion_precond_v2_a", "mod_ConfidenceModule_v2_a",
        "sample_v2_align0_a", "sample_v2_align1_a", "sample_v2_parallel_a",
        "fn_weighted_rigid_align_a", "fn_center_random_augmentation_a", "fn_compute_frame_pred_inf0_a", "fn_compute_frame_pred_inf1_a",
        "fn_indexing_matrix_a", "fn_indexing_matrix_32_128_a",
        "layer_AttentionPairBias_v1_n13a", "layer_PairformerLayer_v1_n13a", "mod_PairformerModule_v1_a", "mod_MSAModule_v1_a",
        "mod_InputEmbedder_v1_a", "mod_RelativePositionEncoder_v1_a", "mod_DistogramModule_v1_a", "mod_DiffusionTransformer_v1_a",
        "mod_AtomDiffusion_precond_v1_a", "sample_v1_accum_a", "sample_v1_cache_a", "fn_weighted_rigid_align_v1_a",
        "mod_InputEmbedder_v2_allflags_a", "mod_ConfidenceModule_v1_a", "mod_ConfidenceModule_v2_atomlevel_a", "full_v1_pocket",
        "full_modified", "full_pocket_contact", "full_template", "full_affinity", "full_affinity_structure",
        "potentials_pocket_contact", "potentials_prot_smiles", "potentials_smiles_stereo",
        "full_pocket_contact_contactguidance", "full_pocket_contact_fk",
        "fn_smooth_lddt_loss_a", "fn_lr_scheduler_a", "loss_bfactor_a", "loss_distogram_v1_a", "loss_distogram_v2_a", "loss_distogram_v2_multi_a",
        "loss_confidence_v2_a", "loss_confidence_v2_atom_a", "loss_confidence_v2_relative_a",
        "train_PairformerLayer_v2_n13a", "train_MSALayer_v2_n13a", "train_AtomDiffusion_v2_a", "train_AtomDiffusion_v1_a", "train_boltz2_full_modified",
        "data_affinity", "data_cyclic", "data_dna_duplex", "data_fasta_mix", "data_glycan_bond", "data_heterodimer_paired", "data_homodimer",
        "data_modified", "data_pocket_contact", "data_prot_ccd", "data_prot_msa", "data_prot_smiles", "data_rna", "data_smiles_stereo", "data_template",
        "data_v1_homodimer_rna", "data_v1_modified", "data_v1_pocket",
        "writer_affinity", "writer_modified", "writer_pocket_contact",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recorded_run_of_the_reference_is_reproduced(string name) => AssertReproduced(name);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Recorded_run_of_the_reference_is_reproduced_in_slices(string name)
    {
        using var slices = Chunks.OfSize(1_000);
        AssertReproduced(name);
    }

    private static void AssertReproduced(string name)
    {
        using var scope = NewDisposeScope();

        var met = GoldenRecipes.Compare(name).ToList();

        Assert.NotEmpty(met);
        string[] faults = [.. met.Select(meeting => meeting.Fault).OfType<string>()];
        Assert.True(faults.Length == 0, string.Join(Environment.NewLine, faults));
    }
}
