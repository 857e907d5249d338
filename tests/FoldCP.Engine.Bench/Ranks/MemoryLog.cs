using System.Text.Json;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>Measurements in a file, a line of JSON each, so that what was measured before need not be measured again.</summary>
internal sealed class MemoryLog(string file)
{
    /// <summary>What the file has for this fold, or what is measured now and written there.</summary>
    public Measured Find(FoldShape shape, int ranks, Func<FoldShape, int, FoldMeasured> measure)
    {
        if (Read().FirstOrDefault(known => known.Shape == shape && known.Ranks == ranks) is { } found)
            return found;
        var measured = new Measured(shape, ranks, measure(shape, ranks));
        File.AppendAllText(file, JsonSerializer.Serialize(measured) + "\n");
        return measured;
    }

    private IEnumerable<Measured> Read() => File.Exists(file)
        ? File.ReadLines(file).Where(line => line.Length > 0).Select(line => JsonSerializer.Deserialize<Measured>(line)!)
        : [];
}
