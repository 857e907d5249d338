using FoldCP.Engine.Input;
using FoldCP.Engine.Model;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Weights;

/// <summary>Networks with their weights, each opened when it is first asked for and kept for the folds that follow.</summary>
/// <param name="mesh">the ranks that share each of them; one if not given</param>
/// <param name="lender">has the weights in memory for all ranks of this process, and outlives this; null: these networks have their own</param>
internal sealed class OpenModels(Func<Mesh>? mesh = null, OpenModels? lender = null) : IDisposable
{
    private readonly Dictionary<(string Weights, bool AffinityMwCorrection, Precision Precision), LoadedModel> models = [];

    /// <inheritdoc cref="LoadedModel.Open"/>
    /// <returns>a network that stays this collection's own</returns>
    /// <exception cref="FoldException">the weights cannot be used, in the user's words</exception>
    public LoadedModel Open(string weights, bool affinityMwCorrection = false, Precision precision = Precision.Fp32)
    {
        if (models.TryGetValue((weights, affinityMwCorrection, precision), out var open))
            return open;
        try
        {
            return models[(weights, affinityMwCorrection, precision)] = lender is null
                ? LoadedModel.Open(weights, affinityMwCorrection, precision, mesh?.Invoke())
                : lender.Open(weights, affinityMwCorrection, precision).Lent(mesh?.Invoke());
        }
        catch (NotSupportedException unknown)
        {
            throw FoldException.Unsupported(unknown.Message);
        }
        catch (Exception bad) when (bad is InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            throw FoldException.BadInput($"The weights cannot be used. {bad.Message}", bad);
        }
    }

    public void Dispose()
    {
        foreach (var model in models.Values)
            model.Dispose();
        models.Clear();
    }
}
