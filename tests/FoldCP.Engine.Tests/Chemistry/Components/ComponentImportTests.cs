using System.IO.Compression;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Components;

namespace FoldCP.Engine.Tests.Chemistry.Components;

public sealed class ComponentImportTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ComponentCache _cache;
    private readonly List<ComponentFault> _faults = [];

    public ComponentImportTests() => _cache = new(_folder.File("cache"));

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Real_definitions_are_imported_from_text_and_gzip(bool compressed)
    {
        string path = SharedData.File("data/ccd/ccd_subset.cif");

        var imported = Import().From(compressed ? Compressed(path) : path, Stop);

        Assert.Equal(new(135, 10, 2), imported);
        Assert.Equal(["ASX", "UNX"], _faults.Select(fault => fault.Code).Order());
        Assert.Contains(_faults, fault => fault.Why.EndsWith(", line 10308: XD1 is of the element X, which there is not.", StringComparison.Ordinal));
        using var index = _cache.Open();
        foreach (var expected in MoleculeLibrary.BuiltIn.Molecules.Where(molecule => molecule.Code is not ("N" or "DN" or "MG" or "CA" or "ZN" or "MN")))
            ComponentIndexTests.Same(expected, index!.Find(expected.Code));
        Assert.True(index!.Find("HEB")!.HasModelCoordinates);
    }

    [Fact]
    public void A_compressed_file_that_was_broken_off_is_told_by_its_name_and_replaces_nothing()
    {
        Import().From(Written(Definitions.Called("A1")), Stop);
        string path = Compressed(Written(string.Concat(Enumerable.Range(0, 2000).Select(number => Definitions.Called($"B{number}")))));
        using (var file = File.OpenWrite(path))
            file.SetLength(file.Length / 2);

        var refused = Assert.Throws<InvalidDataException>(() => Import().From(path, Stop));

        Assert.StartsWith("components.cif.gz is compressed and damaged, or was broken off", refused.Message, StringComparison.Ordinal);
        using var index = _cache.Open();
        Assert.NotNull(index!.Find("A1"));
    }

    [Fact]
    public void What_cannot_be_read_is_told_and_costs_nothing_else()
    {
        var imported = Import().From(Written(
            Definitions.Called("A1")
            + Definitions.Called("A2").Replace("METHANOL", "'METHANOL")
            + Definitions.Called("A3").Replace("METHANOL", "\n;METHANOL")
            + Definitions.Called("A1")
            + Definitions.Called("SEVENTEEN-LETTERS")
            + "data_A4\nloop_\n_x.y\n_x.z\n1\n"
            + Definitions.Called("A5")), Stop);

        Assert.Equal(new(2, 0, 5), imported);
        Assert.Equal(["A2", "A3", "A1", "SEVENTEEN-LETTERS", "A4"], _faults.Select(fault => fault.Code));
        Assert.Contains("line 37: a value begins with '", _faults[0].Why);
        Assert.Contains("line 71: a text field begins here", _faults[1].Why);
        Assert.Contains("is there already", _faults[2].Why);
        Assert.Contains("is too long", _faults[3].Why);
        Assert.Contains("the last row of _x is not complete", _faults[4].Why);
        using var index = _cache.Open();
        Assert.Equal("A5", index!.Find("A5")!.Code);
    }

    [Fact]
    public void Progress_ends_with_the_whole_file()
    {
        var told = new List<(double Done, int Components)>();
        var import = new ComponentImport(_cache, TimeProvider.System) { OnProgress = (done, components) => told.Add((done, components)) };

        import.From(Written(string.Concat(Enumerable.Range(1, 300).Select(number => Definitions.Called($"A{number}")))), Stop);

        Assert.Equal((1.0, 300), told[^1]);
        Assert.Equal(told.Order(), told);
        Assert.InRange(told[0].Done, 0.01, 0.7);
    }

    [Fact]
    public void An_import_replaces_the_one_before()
    {
        Import().From(Written(Definitions.Called("A1")), Stop);
        using var before = _cache.Open();

        Import().From(Written(Definitions.Called("A2")), Stop);

        using var after = _cache.Open();
        Assert.Null(after!.Find("A1"));
        Assert.NotNull(after.Find("A2"));
        Assert.NotNull(before!.Find("A1"));
    }

    [Theory]
    [InlineData("HEADER    a protein\n")]
    [InlineData("")]
    [InlineData("data_x\n_y.z 1\n")]
    public void A_file_without_components_is_refused_and_changes_nothing(string text)
    {
        Import().From(Written(Definitions.Called("A1")), Stop);

        Assert.Contains("has no component that can be read", Assert.Throws<InvalidDataException>(() => Import().From(Written(text), Stop)).Message);

        StillHasOnlyA1();
    }

    [Fact]
    public void A_compressed_file_that_is_cut_off_is_refused_and_changes_nothing()
    {
        Import().From(Written(Definitions.Called("A1")), Stop);
        string path = Compressed(Written(string.Concat(Enumerable.Range(1, 3000).Select(number => Definitions.Called($"B{number}")))));
        byte[] whole = File.ReadAllBytes(path);

        foreach (int length in new[] { whole.Length / 2, whole.Length - 9, whole.Length - 1 })
        {
            File.WriteAllBytes(path, whole[..length]);
            Assert.Throws<InvalidDataException>(() => Import().From(path, Stop));
        }

        StillHasOnlyA1();
    }

    [Fact]
    public void A_stopped_import_changes_nothing_and_one_that_died_is_no_hindrance()
    {
        Import().From(Written(Definitions.Called("A1")), Stop);
        using var stop = new CancellationTokenSource();
        var stopping = new ComponentImport(_cache, TimeProvider.System) { OnProgress = (_, components) => stop.Cancel() };

        Assert.Throws<OperationCanceledException>(() => stopping.From(Written(Definitions.Called("A2") + Definitions.Called("A3")), stop.Token));

        StillHasOnlyA1();
        File.WriteAllText(_cache.Part, "what a killed import left, longer than what comes now" + new string('x', 10_000));
        Assert.Equal(new(2, 0, 0), Import().From(Written(Definitions.Called("A2") + Definitions.Called("A3")), Stop));
        using var index = _cache.Open();
        Assert.NotNull(index!.Find("A3"));
    }

    [Fact]
    public void A_second_import_at_the_same_time_is_refused()
    {
        string path = Written(Definitions.Called("A1"));
        IOException? refused = null;
        var import = new ComponentImport(_cache, TimeProvider.System)
        {
            OnProgress = (_, _) => refused = Assert.Throws<IOException>(() => Import().From(path, Stop)),
        };

        import.From(path, Stop);

        Assert.Contains("Another import is at work", refused!.Message);
        StillHasOnlyA1();
    }

    private void StillHasOnlyA1()
    {
        Assert.Equal([_cache.File], Directory.GetFiles(_cache.Folder));
        using var index = _cache.Open();
        Assert.Equal(1, index!.Header.Count);
        Assert.NotNull(index.Find("A1"));
    }

    private ComponentImport Import() => new(_cache, TimeProvider.System) { OnFault = _faults.Add };

    private string Written(string text)
    {
        string path = _folder.File("components.cif");
        File.WriteAllText(path, text);
        return path;
    }

    private string Compressed(string path)
    {
        string target = _folder.File("components.cif.gz");
        using var from = File.OpenRead(path);
        using var to = new GZipStream(File.Create(target), CompressionLevel.Fastest);
        from.CopyTo(to);
        return target;
    }
}
