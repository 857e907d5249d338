using FoldCP.Engine.Model;

namespace FoldCP.Engine.Output;

/// <summary>Writes the errors of pairs as they come, row by row, before anybody knows which sample is the best.</summary>
/// <param name="folder">where</param>
internal sealed class PairErrorFiles(string folder) : IDisposable
{
    private FileStream? _file;
    private NumpyArchive? _array;

    /// <summary>The name of an array, and of its files.</summary>
    public static string Name(PairError of) => of is PairError.Aligned ? "pae" : "pde";

    /// <summary>The file of one sample's errors.</summary>
    public string PathOf(int sample, PairError of) => Path.Combine(folder, $"{Name(of)}_of_sample_{sample}.npz");

    /// <param name="rows">the next ones</param>
    /// <param name="tokens">how many exist; rows and columns beyond them are padding</param>
    /// <exception cref="InvalidOperationException">the network gave something that is not a number</exception>
    public void Add(PairErrorRows rows, int tokens)
    {
        if (rows.Rows.Start == 0)
            Open(rows.Sample, rows.Of, tokens);
        for (long row = rows.Rows.Start; row < Math.Min(rows.Rows.End, tokens); row++)
        {
            var values = rows.Values.AsSpan((int)((row - rows.Rows.Start) * rows.Tokens), tokens);
            foreach (float value in values)
            {
                if (!float.IsFinite(value))
                    throw new InvalidOperationException($"The network's sample {rows.Sample} has errors of pairs that are not numbers.");
            }
            _array!.Add(values);
        }
        if (rows.Rows.End >= tokens)
            Close();
    }

    public void Dispose() => Close();

    private void Open(int sample, PairError of, int tokens)
    {
        Close();
        _file = new FileStream(PathOf(sample, of), FileMode.Create, FileAccess.ReadWrite);
        _array = new(_file, Name(of), tokens, tokens);
    }

    private void Close()
    {
        _array?.Dispose();
        _file?.Dispose();
        (_array, _file) = (null, null);
    }
}
