using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>How to run whatever was recorded, by the reference's class or the recorder's word for it.</summary>
internal static class GoldenRecipes
{
    private static readonly Dictionary<string, Func<GoldenCase, Dictionary<string, Tensor>>> s_all =
        new[] { GoldenLayers.Table, GoldenModules.Table, GoldenAtoms.Table, GoldenBoltz1.Table, GoldenSampling.Table, GoldenNetworks.Table, GoldenData.Table, GoldenLosses.Table, GoldenSteering.Table }
            .SelectMany(table => table).ToDictionary(recipe => recipe.Key, recipe => recipe.Value);

    /// <summary>Runs a case and compares every output that it has.</summary>
    public static IEnumerable<Meeting> Compare(string name)
    {
        if (name.EndsWith(".weights", StringComparison.Ordinal))
            return [GoldenNetworks.LoadedStrictly(name)];
        if (GoldenWriter.Knows(name))
            return GoldenWriter.Compare(name);

        using var recording = GoldenCase.Open(name);
        return Compare(recording);
    }

    /// <summary>Runs a recorded case and compares every output that it has.</summary>
    public static IReadOnlyList<Meeting> Compare(GoldenCase recording)
        => s_all.ContainsKey(recording.Subject) ? [.. recording.Meetings(Run(recording))] : [Meeting.Missed($"nobody knows how to run {recording.Subject}")];

    /// <summary>What a recorded case makes, by the reference's names.</summary>
    public static Dictionary<string, Tensor> Run(GoldenCase recording)
    {
        using var gradients = set_grad_enabled(recording.Gradients.Exist);
        using var dropout = GoldenTraining.Dropout(recording);
        var outputs = s_all[recording.Subject](recording);
        if (recording.Gradients.Exist)
            recording.Gradients.AddTo(outputs);
        return outputs;
    }
}
