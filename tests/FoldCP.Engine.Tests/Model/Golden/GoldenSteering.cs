using FoldCP.Engine.Features;
using FoldCP.Engine.Model.Steering;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>How to compute what steers sampling. The cases lack the elements of atoms, which those of the same input's features have.</summary>
internal static class GoldenSteering
{
    // As recorded: beginning, middle and nearly the end.
    private static readonly string[] Times = ["1.0", "0.5", "0.05"];

    public static IReadOnlyDictionary<string, Func<GoldenCase, Outputs>> Table { get; } = new Dictionary<string, Func<GoldenCase, Outputs>>
    {
        ["get_potentials(steering_args, boltz2=True)"] = AllPotentials,
    };

    /// <summary>How a case was steered.</summary>
    public static SteeringOptions Options(GoldenCase c)
    {
        if (!c.Json.TryGetProperty("steering_args", out var json))
            return SteeringOptions.None;
        var a = new Args(json);
        return new()
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
        return new()
        {
            ConnectedChains = Of("connected_chain_index"),
            ConnectedAtoms = Of("connected_atom_index"),
            SymmetricChains = Of("symmetric_chain_index"),
            ContactAtoms = Of("contact_pair_index"),
            ContactUnions = Of("contact_union_index"),
            ContactThresholds = Of("contact_thresholds"),
            Geometry = new()
            {
                Pairs = Of("rdkit_bounds_index"),
                AreBonded = Of("rdkit_bounds_bond_mask"),
                AreEndsOfAngle = Of("rdkit_bounds_angle_mask"),
                Least = Of("rdkit_lower_bounds"),
                Largest = Of("rdkit_upper_bounds"),
                Chiral = Of("chiral_atom_index"),
                ChiralIsPositive = Of("chiral_atom_orientations"),
                Stereo = Of("stereo_bond_index"),
                StereoIsTrans = Of("stereo_bond_orientations"),
                Planar = Of("planar_bond_index"),
            },
        };
    }

    private static Outputs AllPotentials(GoldenCase c)
    {
        var (x, outputs) = (c.In("x"), new Outputs());
        using var data = GoldenCase.Open(c.Json.GetProperty("name").GetString()!.Replace("potentials_", "data_", StringComparison.Ordinal));
        var features = c.Features() with { RefElement = data["out.feats.ref_element"].argmax(-1).unsqueeze(0) };       // of padding no potential asks
        foreach (var (number, potential) in Potentials.Of(features, Options(c)).Index())
        {
            foreach (var time in Times)
            {
                var (name, t) = ($"{number:00}.{potential.Name}.t{time}", double.Parse(time, System.Globalization.CultureInfo.InvariantCulture));
                outputs[name + ".energy"] = potential.Restraint?.Energy(x, t) ?? zeros(x.shape[0]);
                outputs[name + ".gradient"] = potential.Restraint?.Gradient(x, t) ?? zeros_like(x);
                AssertWeights(c, potential, $"{number}.{time}", t);
            }
        }

        return outputs;
    }

    private static void AssertWeights(GoldenCase c, Potential potential, string recorded, double time)
    {
        var weights = new Args(c.Json.GetProperty("params").GetProperty(recorded));
        Assert.Equal(weights.Int("guidance_interval"), potential.Interval);
        Assert.Equal(weights.Double("guidance_weight"), potential.Guidance(time), 1e-12);
        Assert.Equal(weights.Double("resampling_weight"), potential.Resampling(time), 1e-12);
    }
}
