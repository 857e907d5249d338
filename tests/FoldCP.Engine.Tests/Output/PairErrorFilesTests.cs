using FoldCP.Engine.Model;
using FoldCP.Engine.Output;
using FoldCP.Engine.Parallel;

namespace FoldCP.Engine.Tests.Output;

public sealed class PairErrorFilesTests
{
    [Fact]
    public void Rows_become_an_array_for_each_sample_and_kind_without_their_padding()
    {
        using var folder = new TemporaryFolder();
        using var files = new PairErrorFiles(folder.Path);

        for (int sample = 0; sample < 2; sample++)
        {
            Add(files, sample, PairError.Aligned, new Stretch(0, 2), new Stretch(2, 3), new Stretch(3, 5));
            Add(files, sample, PairError.Distance, new Stretch(0, 5));
        }

        for (int sample = 0; sample < 2; sample++)
        {
            var pae = NumpyReader.Read(files.PathOf(sample, PairError.Aligned), "pae");
            Assert.Equal([3, 3], pae.Shape);
            Assert.Equal([.. Enumerable.Range(0, 9).Select(i => Value(sample, PairError.Aligned, i / 3, i % 3))], pae.Numbers);
            Assert.Equal(Value(sample, PairError.Distance, 2, 1), NumpyReader.Read(files.PathOf(sample, PairError.Distance), "pde").Numbers[7]);
        }
    }

    [Fact]
    public void What_is_no_number_is_refused_unless_it_is_padding()
    {
        using var folder = new TemporaryFolder();
        using var files = new PairErrorFiles(folder.Path);

        files.Add(new(0, PairError.Aligned, new(0, 2), 2, [1, float.NaN, float.NaN, float.NaN]), tokens: 1);
        var refused = Assert.Throws<InvalidOperationException>(() => files.Add(new(3, PairError.Aligned, new(0, 2), 2, [1, 2, 3, float.NaN]), tokens: 2));

        Assert.Contains("sample 3", refused.Message);
    }

    private static void Add(PairErrorFiles files, int sample, PairError of, params Stretch[] strips)
    {
        foreach (var rows in strips)
        {
            float[] values = [.. from row in Enumerable.Range((int)rows.Start, (int)rows.Length) from col in Enumerable.Range(0, 5) select Value(sample, of, row, col)];
            files.Add(new(sample, of, rows, 5, values), tokens: 3);
        }
    }

    private static float Value(int sample, PairError of, int row, int col) => (1000 * sample) + (100 * (int)of) + (10 * row) + col;
}
