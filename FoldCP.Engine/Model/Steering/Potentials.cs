using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;

namespace FoldCP.Engine.Model.Steering;

/// <summary>All that a complex's structures should fulfil, in the reference's order and with its weights.</summary>
internal static class Potentials
{
    private const double ClashBuffer = 0.225;
    private const double DihedralBuffer = 0.5236;
    private const double FlatBuffer = 0.2618;
    private const double LongestConnection = 2;

    // Bonds and angles may be off by an eighth, other atoms of a ligand may come a tenth nearer than its conformers have them.
    private const double BondBuffer = 0.125;
    private const double OtherBuffer = 0.10;
    private const double BondReach = 0.35;

    private static readonly long[][] s_planes = [[1, 2, 3, 0], [4, 5, 0, 3]];

    /// <param name="features">the complex</param>
    /// <param name="options">which kinds are asked for</param>
    public static IReadOnlyList<Potential> Of(FoldFeatures features, SteeringOptions options)
    {
        if (features.Potentials is not { } known)
            return [];
        var physical = options.Resampling || options.PhysicalGuidance ? Physical(features, known, options.PhysicalGuidance) : [];
        var wanted = options.Resampling || options.ContactGuidance ? Wanted(features, known, options.ContactGuidance) : [];
        return [.. physical, .. wanted];
    }

    private static IEnumerable<Potential> Physical(FoldFeatures features, PotentialFeatures known, bool guides)
    {
        var geometry = known.Geometry;
        Func<double, double> Push(double weight) => TimeCourse.Always(guides ? weight : 0);
        var clashes = guides ? TimeCourse.Steps([0.4], [0.125, 0]) : TimeCourse.Always(0);
        return
        [
            new("SymmetricChainCOMPotential", Copies(features, known), 4, Push(0.5), TimeCourse.Always(0.5)),
            new("VDWOverlapPotential", Overlaps(features, known), 5, clashes, TimeCourse.Steps([0.6], [0.01, 0])),
            new("ConnectionsPotential", Connections(features, known), 1, Push(0.15), TimeCourse.Always(1)),
            new("PoseBustersPotential", geometry is null ? null : Distances(features, geometry), 1, Push(0.01), TimeCourse.Always(0.1)),
            new("ChiralAtomPotential", geometry is null ? null : Chirality(features, geometry), 1, Push(0.1), TimeCourse.Always(1)),
            new("StereoBondPotential", geometry is null ? null : Sides(features, geometry), 1, Push(0.05), TimeCourse.Always(1)),
            new("PlanarBondPotential", geometry is null ? null : Planes(features, geometry), 1, Push(0.05), TimeCourse.Always(1)),
        ];
    }

    private static IEnumerable<Potential> Wanted(FoldFeatures features, PotentialFeatures known, bool guides)
    {
        var contacts = guides ? TimeCourse.Steps([0.25, 0.75], [0, 0.5, 1]) : TimeCourse.Always(0);
        return
        [
            new("ContactPotentital", Contacts(known), 4, contacts, TimeCourse.Always(1)),
            new("TemplateReferencePotential", Templates(features), 2, TimeCourse.Always(guides ? 0.1 : 0), TimeCourse.Always(1)),
        ];
    }

    // A chain of a single atom is an ion, which may lie anywhere.
    private static ChainCentres? Copies(FoldFeatures features, PotentialFeatures known)
    {
        var (chainOf, sizes) = Chains(features);
        var atoms = sizes.index_select(0, known.SymmetricChains.flatten()).view(2, -1);
        var pairs = known.SymmetricChains.index_select(1, (atoms > 1).all(0).nonzero().flatten());
        return pairs.shape[1] == 0 ? null : new(chainOf, features.AtomPadMask[0], pairs, TimeCourse.Exponential(1, 5, -2));
    }

    private static Clashes? Overlaps(FoldFeatures features, PotentialFeatures known)
    {
        var (chainOf, sizes) = Chains(features);
        if (sizes.shape[0] == 1)
            return null;
        var counts = (features.AtomPadMask[0] > 0).logical_and(sizes.index_select(0, chainOf) > 1);
        var bonded = eye(sizes.shape[0], dtype: ScalarType.Bool);
        var (first, second) = (known.ConnectedChains[0], known.ConnectedChains[1]);
        bonded.index_put_(tensor(true), first, second);
        bonded.index_put_(tensor(true), second, first);
        return new(chainOf, counts, bonded, Radii(features) * (1 - ClashBuffer));
    }

    private static FlatBottom? Connections(FoldFeatures features, PotentialFeatures known)
        => Restraint(Measures.Distance, known.ConnectedAtoms, new(null, full([known.ConnectedAtoms.shape[1]], LongestConnection, dtype: features.RefPos.dtype)));

    private static FlatBottom? Distances(FoldFeatures features, GeometryFeatures geometry)
    {
        var (bonded, angle) = (geometry.AreBonded, geometry.AreEndsOfAngle);
        var slack = where(bonded.logical_or(angle), BondBuffer, OtherBuffer).to(features.RefPos.dtype);
        var reach = Radii(features).index_select(0, geometry.Pairs.flatten()).view(2, -1).mean([0]) + BondReach;
        var least = geometry.Least * (1 - slack);
        var largest = (geometry.Largest * (1 + slack)).masked_fill(bonded.logical_or(angle).logical_not(), double.PositiveInfinity);
        return Restraint(Measures.Distance, geometry.Pairs, new(where(bonded, least, maximum(least, reach)), where(bonded, minimum(largest, reach), largest)));
    }

    private static FlatBottom? Chirality(FoldFeatures features, GeometryFeatures geometry)
        => Restraint(Measures.Dihedral, geometry.Chiral, Side(features, geometry.ChiralIsPositive, DihedralBuffer, -DihedralBuffer));

    private static FlatBottom? Sides(FoldFeatures features, GeometryFeatures geometry)
        => Restraint(Measures.AbsoluteDihedral, geometry.Stereo, Side(features, geometry.StereoIsTrans, Math.PI - DihedralBuffer, DihedralBuffer));

    private static FlatBottom? Planes(FoldFeatures features, GeometryFeatures geometry)
    {
        var index = cat([.. s_planes.Select(plane => geometry.Planar.index_select(0, tensor(plane)))], dim: 1);
        return Restraint(Measures.AbsoluteDihedral, index, new(null, full([index.shape[1]], FlatBuffer, dtype: features.RefPos.dtype)));
    }

    private static NearContacts? Contacts(PotentialFeatures known)
        => known.ContactAtoms.shape[1] == 0 ? null : new(known.ContactAtoms, known.ContactUnions, known.ContactThresholds, TimeCourse.Exponential(8, 0, -2));

    private static TemplateDeviation? Templates(FoldFeatures features)
    {
        if (features.Templates is not { Force: { } force, ForceThreshold: { } threshold } templates)
            return null;
        var forced = (force[0] > 0).nonzero().flatten();
        return forced.shape[0] == 0
            ? null
            : new(
                templates.Cb[0].index_select(0, forced),
                templates.MaskCb[0].index_select(0, forced),
                threshold[0].index_select(0, forced),
                features.TokenToRepAtom[0].clamp(min: 0),
                features.AtomToToken[0].clamp(min: 0));
    }

    private static FlatBottom? Restraint(Measure measure, Tensor index, Bounds bounds) => index.shape[1] == 0 ? null : new(measure, index, bounds);

    // At least the first where it is so, at most the second where it is not.
    private static Bounds Side(FoldFeatures features, Tensor isSo, double least, double most) => new(
        where(isSo, least, double.NegativeInfinity).to(features.RefPos.dtype), where(isSo, double.PositiveInfinity, most).to(features.RefPos.dtype));

    // The chain of each atom, 0 for padding, and how many atoms each has.
    private static (Tensor ChainOf, Tensor Sizes) Chains(FoldFeatures features)
    {
        var token = features.AtomToToken[0];
        var chainOf = where(token >= 0, features.AsymId[0].index_select(0, token.clamp(min: 0)), 0L);
        return (chainOf, bincount(chainOf.masked_select(features.AtomPadMask[0] > 0), minlength: features.AsymId.max().item<long>() + 1));
    }

    private static Tensor Radii(FoldFeatures features)
        => tensor(Array.ConvertAll(features.RefElement[0].data<long>().ToArray(), VanDerWaals.Radius)).to(features.RefPos.dtype);
}
