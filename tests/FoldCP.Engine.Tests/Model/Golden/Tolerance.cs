using System.Text.Json;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>How closely an output must be met: by all elements, and more sharply by 90 and by 50 percent of them.</summary>
internal sealed record Tolerance(double All, double Relative, double Most, double Half)
{
    public static Tolerance Of(JsonElement json, string output, Tensor expected)
    {
        var tolerances = json.GetProperty("tolerance");
        if (!tolerances.TryGetProperty(output, out var tolerance))
        {
            tolerance = tolerances.GetProperty("default");
            // A default goes for numbers; whole ones and flags are exact.
            if (!expected.is_floating_point())
                return new(0, 0, 0, 0);
        }
        double Number(string name, double otherwise) => tolerance.TryGetProperty(name, out var value) ? value.GetDouble() : otherwise;
        var all = Number("atol", 0);
        return new(all, Number("rtol", 0), Number("atol_q90", all), Number("atol_q50", all));
    }

    /// <summary>
    /// The same for a run in float64, which differs from the recorded one as far as the reference's own does. By half of the elements
    /// that is not told, so these are left to the others.
    /// </summary>
    public Tolerance FromFloat64(JsonElement json, string output)
    {
        if (!json.GetProperty("tolerance").TryGetProperty(output, out var told) || !told.TryGetProperty("err_f32_vs_f64_max", out var most))
            return this;
        double more = most.GetDouble() * 1.02;                                                       // told with two digits
        double usually = told.TryGetProperty("err_f32_vs_f64_q90", out var q90) ? q90.GetDouble() * 1.05 : more;
        return new(All + more, Relative, Most + usually, Half + usually);
    }

    public Meeting Meet(Tensor expected, Tensor actual)
    {
        using var scope = NewDisposeScope();
        if (!expected.shape.SequenceEqual(actual.shape))
            return Meeting.Missed($"shape [{string.Join(", ", actual.shape)}], should be [{string.Join(", ", expected.shape)}]");
        if (expected.numel() == 0)
            return new(0, All, null);
        var (e, a) = (expected.to(ScalarType.Float64).flatten(), actual.to(ScalarType.Float64).flatten());
        // Infinity is met by itself, and so is what is no number.
        var beyond = ((e - a).abs().masked_fill(e.eq(a).logical_or(e.isnan().logical_and(a.isnan())), 0) - (Relative * e.abs().nan_to_num(0))).nan_to_num(double.PositiveInfinity).sort().Values.data<double>().ToArray();
        double At(double share) => beyond[Math.Max(0, (int)Math.Ceiling(share * beyond.Length) - 1)];
        return new(Math.Max(0, At(1)), All, At(1) <= All && At(0.9) <= Most && At(0.5) <= Half
            ? null
            : $"off by {At(1):g3} (allowed {All:g3}), 90 % within {At(0.9):g3} ({Most:g3}), half within {At(0.5):g3} ({Half:g3}); size {e.abs().max().item<double>():g3}");
    }
}
