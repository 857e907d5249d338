using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Model.Layers;
using FoldCP.Engine.Model.Trunk;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;
using FoldCP.Engine.Tests.Parallel;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Trunk;

/// <summary>What a rank has of a deep alignment while its blocks work, where no gradients are recorded: counted in tensors as large as its part of it.</summary>
[Collection(SeededTests.Name)]
public sealed class AlignmentMemoryTests
{
    private const string Sequence = "GWAKGG";
    private const int Sequences = 96;
    private const int Inputs = 5;
    private const int PairDim = 4;

    private static readonly MsaArgs s_args = new() { MsaS = 64, MsaBlocks = 3, PairwiseHeadWidth = 4, PairwiseNumHeads = 2 };

    public static TheoryData<int, int> Meshes => new() { { 1, 1 }, { 2, 2 }, { 3, 1 }, { 1, 3 } };

    [Theory]
    [MemberData(nameof(Meshes))]
    public void While_pairs_learn_from_triangles_the_alignment_is_there_once(int rows, int cols)
    {
        var (features, sInputs) = (Deep(), randn(1, Sequence.Length, Inputs));
        using var slices = Chunks.OfSize(64);

        var counts = ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            var (mesh, seen) = (new Mesh(world, rows, cols), new List<int>());
            using var module = new MSAModule(Inputs, PairDim, s_args, mesh);
            var letters = LettersOf(mesh);
            foreach (var product in module.modules().OfType<TriangleMultiplication>())
            {
                product.register_forward_pre_hook((_, z, mask) =>
                {
                    seen.Add(Memories().Count(tensor => NativeTensors.StorageBytes(tensor) > BytesOf(letters) / 2));
                    return (z, mask);
                });
            }

            module.call(mesh.Scatter(zeros(1, Sequence.Length, Sequence.Length, PairDim), 1, 2), sInputs, features, default, null);
            return seen;
        });

        Assert.All(counts, seen => Assert.Equal(Enumerable.Repeat(1, 2 * s_args.MsaBlocks), seen));
    }

    /// <summary>
    /// Beside the alignment there are both of what is multiplied, each half as large, and the panels of one that are here and on their way.
    /// </summary>
    [Theory]
    [InlineData(2, 2)]
    [InlineData(3, 1)]
    [InlineData(1, 3)]
    public void An_outer_product_mean_has_nothing_of_the_alignment_beside_what_it_multiplies(int rows, int cols)
    {
        var m = randn(1, Sequence.Length, Sequences, s_args.MsaS);
        using var slices = Chunks.OfSize(64);

        var most = ThreadCommunicator.Run(rows * cols, world =>
        {
            using var noGrad = no_grad();
            using var scope = NewDisposeScope();
            var (before, most) = (0L, 0L);
            var tally = new CountingCommunicator.Tally { BeforeMessage = () => most = Math.Max(most, Memories().Sum(NativeTensors.StorageBytes) - before) };
            var mesh = new Mesh(new CountingCommunicator(world, tally), rows, cols);
            using var layer = new OuterProductMean(s_args.MsaS, MSALayer.Hidden, PairDim, mesh);
            var (part, letters) = (mesh.Scatter(m, 1, 2).clone(), LettersOf(mesh));
            before = Memories().Sum(NativeTensors.StorageBytes);

            layer.call(part, letters, (Sequence.Length, Sequences));
            return most / (double)BytesOf(letters);
        });

        Assert.All(most, tensors => Assert.InRange(tensors, 1, 2));
    }

    private static Tensor LettersOf(Mesh mesh) => mesh.Scatter(ones(1, Sequence.Length, Sequences), 1, 2).clone();

    // Of this rank's part of the alignment, of which these letters exist.
    private static long BytesOf(Tensor letters) => letters.numel() * s_args.MsaS * sizeof(float);

    private static IEnumerable<Tensor> Memories() => LiveTensors.OfThisThread().Where(tensor => tensor.numel() > 0).DistinctBy(NativeTensors.StorageAddress);

    private static FoldFeatures Deep()
    {
        var features = Featurizer.Of(
            new TargetBuilder(MoleculeLibrary.AminoAcids).From(new("peptide", [new PolymerInput(["A"], ChainKind.Protein, Sequence)])),
            Generation.Boltz2,
            new PhiloxConformerNoise(1));
        Tensor Repeated(Tensor row) => row.narrow(1, 0, 1).expand(-1, Sequences, -1);
        return features with
        {
            Msa = Repeated(features.Msa),
            MsaPaired = Repeated(features.MsaPaired),
            HasDeletion = Repeated(features.HasDeletion),
            DeletionValue = Repeated(features.DeletionValue),
            MsaMask = Repeated(features.MsaMask),
        };
    }
}
