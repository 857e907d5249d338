using System.Globalization;
using FoldCP.Engine.Parallel;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>The same fold on several meshes of ranks, a thread each, one after another and all over again.</summary>
/// <param name="shape">of the fold</param>
/// <param name="meshes">of the ranks</param>
/// <param name="runs">of each</param>
internal sealed class SpeedBench(FoldShape shape, IReadOnlyList<MeshShape> meshes, int runs)
{
    public const string Whole = "all";

    public void Print(FigureSheet sheet, TextWriter progress)
    {
        progress.WriteLine($"{shape.Tokens} tokens, {shape.Rows} rows of an alignment, the released channel sizes, {shape.Blocks} blocks of the pairformer and one of each other kind, "
            + $"{shape.Layers} layers of the token transformer, {shape.Steps} steps, {shape.Samples} sample(s), {shape.Dtype}; {Environment.ProcessorCount} processors, one thread to a rank.");
        var rounds = new List<IReadOnlyDictionary<SpeedCase, FoldMeasured>>();
        for (int run = 1; run <= runs; run++)
        {
            var round = Cases().ToDictionary(one => one, Measure);
            rounds.Add(round);
            progress.WriteLine($"run {run} of {runs}: {string.Join(", ", round.Select(one => $"{one.Key} {Seconds(one.Value.Seconds)} s"))}");
        }
        foreach (var figure in new SpeedFigures(shape.Tokens, shape.Dtype, rounds).All())
            sheet.Add(figure);
        sheet.End();
    }

    // What hides where processors are shared is nobody's to tell.
    private IEnumerable<SpeedCase> Cases() => meshes.SelectMany<MeshShape, SpeedCase>(mesh =>
        mesh.Ranks > 1 && mesh.Ranks <= Environment.ProcessorCount ? [new(mesh, IsPrompt: false), new(mesh, IsPrompt: true)] : [new(mesh, IsPrompt: false)]);

    private FoldMeasured Measure(SpeedCase one) => Launched.Measure(shape with { IsPrompt = one.IsPrompt, Mesh = $"{one.Mesh}" }, one.Mesh.Ranks);

    private static string Seconds(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture);
}

/// <summary>On which ranks, and whether each message is waited for at once.</summary>
internal sealed record SpeedCase(MeshShape Mesh, bool IsPrompt)
{
    /// <summary>How many ranks, or how they lie where that is not as usual.</summary>
    public string Who => Mesh == MeshShape.Of(Mesh.Ranks) ? $"{Mesh.Ranks}" : $"{Mesh}";

    public override string ToString() => $"{Who} rank(s){(IsPrompt ? " hiding nothing" : "")}";
}
