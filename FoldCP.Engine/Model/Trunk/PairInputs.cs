using FoldCP.Engine.Features;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Tensors;

namespace FoldCP.Engine.Model.Trunk;

/// <summary>What is known about pairs before anything is computed. Trunk and confidence module each have their own weights for it.</summary>
internal sealed record PairInputs(
    RelativePositionEncoder Positions, Linear Bonds, Embedding? BondTypes, ContactConditioning? Contacts, Mesh Mesh)
{
    /// <summary>The bond types and "none".</summary>
    public const int BondKinds = 7;

    public static PairInputs Of(Boltz2Config config, Mesh mesh)
    {
        var z = config.TokenZ;
        return new(
            new(z, config.FixSymCheck, config.CyclicPosEnc, mesh),
            nn.Linear(1, z, hasBias: false),
            config.BondTypeFeature ? nn.Embedding(BondKinds, z) : null,
            new(z, config.ConditioningCutoffMin, config.ConditioningCutoffMax, mesh),
            mesh);
    }

    /// <summary>Boltz-1's: without types of bonds; contacts are told by the tokens.</summary>
    public static PairInputs OfBoltz1(int tokenZ, Mesh mesh)
        => new(Boltz1Config.Positions(tokenZ, mesh), nn.Linear(1, tokenZ, hasBias: false), BondTypes: null, Contacts: null, mesh);

    /// <summary>z with all of it added; z may be changed in place.</summary>
    /// <param name="z">pairs [B, i, j, D]</param>
    /// <param name="features">the complex</param>
    public Tensor AddTo(Tensor z, FoldFeatures features)
    {
        z = z.Plus(Positions.call(features));
        if (features.TokenBonds is { } bonds)
            z = z.Plus(Bonds.call(bonds.On(Mesh).unsqueeze(-1)));
        if (BondTypes is not null)
            z = z.Plus(features.TypeBonds is { } types ? BondTypes.call(types.On(Mesh)) : BondTypes.weight![0]);
        return Contacts is null ? z : z.Plus(Contacts.call(features));
    }
}
