namespace FoldCP.Engine.Features;

/// <summary>The numbers of a complex's features in another type.</summary>
internal static class FeatureNumbers
{
    extension(FoldFeatures features)
    {
        /// <summary>The same complex with its floating point numbers in this type; whole numbers and classes stay.</summary>
        public FoldFeatures In(ScalarType type)
        {
            Tensor To(Tensor x) => x.is_floating_point() ? x.to(type) : x;
            SparsePairs? Pairs(SparsePairs? pairs) => pairs is null ? null : pairs with { Values = To(pairs.Values) };
            return features.RefPos.dtype == type ? features : features with
            {
                TokenPadMask = To(features.TokenPadMask),
                CyclicPeriod = To(features.CyclicPeriod),
                MsaPaired = To(features.MsaPaired),
                HasDeletion = To(features.HasDeletion),
                DeletionValue = To(features.DeletionValue),
                MsaMask = To(features.MsaMask),
                Profile = To(features.Profile),
                DeletionMean = To(features.DeletionMean),
                RefPos = To(features.RefPos),
                RefCharge = To(features.RefCharge),
                AtomPadMask = To(features.AtomPadMask),
                AffinityMask = features.AffinityMask is null ? null : To(features.AffinityMask),
                Affinity = features.Affinity is { } affinity ? affinity with { Profile = To(affinity.Profile), DeletionMean = To(affinity.DeletionMean) } : null,
                TokenBonds = Pairs(features.TokenBonds),
                Contacts = features.Contacts is { } contacts ? contacts with { Threshold = Pairs(contacts.Threshold)! } : null,
                Templates = features.Templates is { } templates ? Of(templates, To) : null,
                Potentials = features.Potentials is { } potentials ? Of(potentials, To) : null,
            };
        }
    }

    private static TemplateFeatures Of(TemplateFeatures templates, Func<Tensor, Tensor> to) => templates with
    {
        FrameRot = to(templates.FrameRot),
        FrameT = to(templates.FrameT),
        Cb = to(templates.Cb),
        Ca = to(templates.Ca),
        MaskCb = to(templates.MaskCb),
        MaskFrame = to(templates.MaskFrame),
        Mask = to(templates.Mask),
        ForceThreshold = templates.ForceThreshold is null ? null : to(templates.ForceThreshold),
    };

    private static PotentialFeatures Of(PotentialFeatures potentials, Func<Tensor, Tensor> to) => potentials with
    {
        ContactThresholds = to(potentials.ContactThresholds),
        Geometry = potentials.Geometry is { } geometry ? geometry with { Least = to(geometry.Least), Largest = to(geometry.Largest) } : null,
    };
}
