using FoldCP.Contract.Planning;

namespace FoldCP.Engine.Tests.Contract.Planning;

public sealed class CalibrationFileTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "data", "calibration.json");

        CalibrationFile.Write(file, MadeUp.Calibration);
        var read = CalibrationFile.Read(file);

        Assert.Equivalent(MadeUp.Calibration, read, strict: true);
    }

    [Fact]
    public void Without_a_file_there_is_what_is_built_in()
    {
        using var folder = new TemporaryFolder();

        Assert.Same(Calibration.BuiltIn, CalibrationFile.Read(Path.Combine(folder.Path, "none.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"machine\": \"x\" }")]
    [InlineData("{ \"machine\": \"x\", \"measuredAt\": \"2026-01-01T00:00:00Z\", \"networks\": [], \"other\": 1 }")]
    public void A_damaged_file_is_named_with_what_helps(string text)
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "calibration.json");
        File.WriteAllText(file, text);

        var refused = Assert.Throws<InvalidDataException>(() => CalibrationFile.Read(file));

        Assert.StartsWith($"{file} is no calibration that this version can read: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Run foldcp calibrate again, or remove it.", refused.Message, StringComparison.Ordinal);
    }
}
