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
    public void Stages_heads_and_what_was_fitted_are_kept()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "calibration.json");
        var fit = MadeUp.Calibration.Networks[0];
        var made = MadeUp.Calibration with { Networks = [fit with { TokenHeads = 4, Memory = [fit.Memory[0] with { Stage = "sampling", Fitted = new(1, 2, 3, 4) }] }] };

        CalibrationFile.Write(file, made);

        Assert.Equivalent(made, CalibrationFile.Read(file), strict: true);
    }

    [Fact]
    public void What_older_versions_wrote_is_read()
    {
        using var folder = new TemporaryFolder();
        string file = Path.Combine(folder.Path, "calibration.json");
        File.WriteAllText(file, """
            {
              "machine": "an old one", "measuredAt": "2026-01-01T00:00:00Z",
              "networks": [{
                "network": "boltz2", "weightBytes": 1, "trunkBlocks": 68, "confidenceBlocks": 8, "pairChannels": 128, "tokenLayers": 24, "tokenChannels": 768,
                "memory": [{ "dtype": "fp32", "fixed": 1, "perToken": 2, "perLocalPair": 3, "perLocalLetter": 4, "largestError": 0.1 }],
                "times": [{ "stage": "trunk", "perCube": 1, "perSquare": 2, "perToken": 3, "perByte": 4, "largestError": 0.1 }]
              }]
            }
            """);

        var network = CalibrationFile.Read(file).Networks.Single();

        Assert.Equal(16, network.TokenHeads);
        Assert.Equal(new("fp32", 1, 2, 3, 4, 0.1, Fitted: null, Stage: null), network.Memory.Single());
        Assert.Equal(new("trunk", 1, 2, 3, 4, 0.1, Fitted: null), network.Times.Single());
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
