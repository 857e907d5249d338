using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Steering;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to compute what steers sampling. The cases lack the elements of atoms, which those of the same input's features have.</summary>
internal static class GoldenSteering
{
    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["get_potentials(steering_args, boltz2=True)"] = AllPotentials,
        ["get_potentials(steering_args, boltz2=False)"] = AllPotentials,
    };

    /// <summary>How a case was steered.</summary>
    public static SteeringOptions Options(GoldenCase c)
    {
        var a = c.Steering;
        return !a.Has("fk_steering") ? SteeringOptions.None : new()
        {
            Resampling = a.Bool("fk_steering"),
            Particles = a.Int("num_particles"),
            Sharpness = a.Double("fk_lambda"),
            StepsBetween = a.Int("fk_resampling_interval"),
            PhysicalGuidance = a.Bool("physical_guidance_update"),
            ContactGuidance = a.Bool("contact_guidance_update"),
            Pushes = a.Int("num_gd_steps"),
        };
    }

    /// <summary>What potentials read, those keys included that a chemistry toolkit computes.</summary>
    public static PotentialFeatures Features(GoldenCase c)
    {
        Tensor Of(string name) => c.In("feats." + name)[0];
        Tensor Wanted(string name, long[] none) => c.Has("in.feats." + name) ? Of(name) : zeros(none, ScalarType.Int64);
        return new()
        {
            ConnectedChains = Of("connected_chain_index"),
            ConnectedAtoms = Of("connected_atom_index"),
            SymmetricChains = Of("symmetric_chain_index"),
            ContactAtoms = Wanted("contact_pair_index", [2, 0]),
            ContactUnions = Wanted("contact_union_index", [0]),
            ContactThresholds = Wanted("contact_thresholds", [0]),
            Geometry = new()
            {
                Pairs = Of("rdkit_bounds_index"),
                AreBonded = Of("rdkit_bounds_bond_mask"),
                AreEndsOfAngle = Of("rdkit_bounds_angle_mask"),
                Least = Of("rdkit_lower_bounds"),
                Largest = Of("rdkit_upper_bounds"),
                Chiral = Of("chiral_atom_index"),
                ChiralIsPositive = Of("chiral_atom_orientations"),
                ChiralIsReference = Of("chiral_reference_mask"),
                Stereo = Of("stereo_bond_index"),
                StereoIsTrans = Of("stereo_bond_orientations"),
                StereoIsReference = Of("stereo_reference_mask"),
                Planar = Of("planar_bond_index"),
                Rings5 = Of("planar_ring_5_index"),
                Rings6 = Of("planar_ring_6_index"),
            },
        };
    }

    private static Outputs AllPotentials(GoldenCase c)
    {
        var (x, outputs) = (c.In("x"), new Outputs());
        var features = c.Has("in.feats.ref_element") ? c.Features() : c.Features() with { RefElement = Elements(c) };
        string[] times = [.. c.Outputs.Where(name => name.EndsWith(".energy", StringComparison.Ordinal)).Select(name => name[(name.IndexOf(".t", StringComparison.Ordinal) + 2)..^".energy".Length]).Distinct()];
        foreach (var (number, potential) in Potentials.Of(features, Options(c)).Index())
        {
            foreach (var time in times)
            {
                var (name, t) = ($"{number:00}.{potential.Name}.t{time}", double.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
                outputs[name + ".energy"] = potential.Restraint?.Energy(x, t) ?? zeros(x.shape[0], dtype: x.dtype);
                outputs[name + ".gradient"] = potential.Restraint?.Gradient(x, t) ?? zeros_like(x);
                AssertWeights(c, potential, $"{number}.{time}", t);
            }
        }

        return outputs;
    }

    // Of padding no potential asks.
    private static Tensor Elements(GoldenCase c)
    {
        using var data = GoldenCase.Open(c.Json.GetProperty("name").GetString()!.Replace("potentials_", "data_", StringComparison.Ordinal));
        return data["out.feats.ref_element"].argmax(-1).unsqueeze(0);
    }

    private static void AssertWeights(GoldenCase c, Potential potential, string recorded, double time)
    {
        if (!c.Json.GetProperty("params").TryGetProperty(recorded, out var parameters))
            return;                                                                                  // of the other network
        var weights = new Args(parameters);
        Assert.Equal(weights.Int("guidance_interval"), potential.Interval);
        Assert.Equal(weights.Double("guidance_weight"), potential.Guidance(time), 1e-12);
        Assert.Equal(weights.Double("resampling_weight"), potential.Resampling(time), 1e-12);
    }
}
