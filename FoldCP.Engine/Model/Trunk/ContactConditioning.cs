using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>Tells each pair which contact the user asks of it: none, pocket, or contact below a distance.</summary>
public sealed class ContactConditioning : Module<FoldFeatures, Tensor>
{
    // The first two kinds, unspecified and unselected, have a learned vector each; the others are encoded.
    private const int Kinds = 5;
    private const int Learned = 2;

    private readonly double _cutoffMin;
    private readonly double _cutoffMax;
    private readonly Mesh _mesh;
    private readonly FourierEmbedding fourier_embedding;
    private readonly Linear encoder;
    private readonly Parameter encoding_unspecified;
    private readonly Parameter encoding_unselected;

    public ContactConditioning(int tokenZ, double cutoffMin, double cutoffMax, Mesh mesh)
        : base(nameof(ContactConditioning))
    {
        (_cutoffMin, _cutoffMax, _mesh) = (cutoffMin, cutoffMax, mesh);
        fourier_embedding = new(tokenZ);
        encoder = nn.Linear(tokenZ + Kinds - Learned + 1, tokenZ);
        encoding_unspecified = Parameter(zeros(tokenZ));
        encoding_unselected = Parameter(zeros(tokenZ));
        RegisterComponents();
    }

    /// <returns>[B, i, j, D], or [D] where no contact is asked for anywhere</returns>
    public override Tensor forward(FoldFeatures features)
    {
        if (features.Contacts is not { } contacts)
            return encoding_unspecified.alias();

        using var scope = NewDisposeScope();
        var (kinds, thresholds) = (contacts.Kind.On(_mesh), contacts.Threshold.On(_mesh));
        var rowsAtOnce = Chunks.Of(kinds.shape[2] * encoder.weight!.shape[1] * 2);
        return scope.MoveToOuter(Chunks.Along(rowsAtOnce, kinds.shape[1], into: 1, (start, count) =>
            Encoded(kinds.narrow(1, start, count).OneHot(Kinds), (thresholds.narrow(1, start, count) - _cutoffMin) / (_cutoffMax - _cutoffMin))));
    }

    private Tensor Encoded(Tensor kind, Tensor threshold)
    {
        var asked = encoder.call(cat([kind.narrow(-1, Learned, Kinds - Learned), threshold.unsqueeze(-1), fourier_embedding.call(threshold)], dim: -1));
        var (unspecified, unselected) = (kind.narrow(-1, 0, 1), kind.narrow(-1, 1, 1));
        return (asked * (1 - (unspecified + unselected))) + (encoding_unspecified * unspecified) + (encoding_unselected * unselected);
    }
}
