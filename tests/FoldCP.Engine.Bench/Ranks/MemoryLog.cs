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

    /// <summary>All that the file has; nothing if there is none.</summary>
    /// <exception cref="InvalidDataException">a line is no measurement</exception>
    public IEnumerable<Measured> Read() => File.Exists(file) ? File.ReadLines(file).Select(Of).OfType<Measured>() : [];

    private Measured? Of(string line, int at)
    {
        if (line.Length == 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize<Measured>(line) is { Shape: not null, Took.Stages: not null } measured ? measured : throw new JsonException("it is something else.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"Line {at + 1} of {file} is no measurement such as foldcp bench memory writes: {damaged.Message}", damaged);
        }
    }
}
