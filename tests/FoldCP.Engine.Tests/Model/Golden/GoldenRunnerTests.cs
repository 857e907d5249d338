using System.Text;
using FoldCP.Contract;
using FoldCP.Engine.Tests.Run;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>The runner of recorded cases: nothing of a case is passed over in silence.</summary>
public sealed class GoldenRunnerTests : IDisposable
{
    private const string Layer = "layer_TriangleAttentionEndingNode_n13a";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("full_modified")]
    [InlineData("full_v1_pocket")]
    [InlineData("train_boltz2_full_modified")]
    [InlineData("potentials_pocket_contact")]
    [InlineData(Layer)]
    public void Every_output_is_compared(string name)
    {
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.Open(name);

        var met = GoldenRecipes.Compare(recording);

        Assert.All(met, meeting => Assert.Null(meeting.Fault));
        Assert.Equal(recording.Outputs.Count(), met.Count);
    }

    [Theory]
    [InlineData("\"chunk_size\": null", "\"chunk_size\": 4")]
    [InlineData("\"no_heads\": 4", "\"no_heads\": 4, \"inf\": 1000000000.0")]
    public void A_setting_without_effect_changes_nothing(string text, string changed)
        => Assert.All(Changed(card => card.Replace(text, changed, StringComparison.Ordinal)), meeting => Assert.Null(meeting.Fault));

    [Theory]
    [InlineData("\"no_heads\": 4", "\"no_heads\": 4, \"inf\": 1000000.0", "inf is 1000000.0")]
    [InlineData("\"no_heads\": 4", "\"no_heads\": 4, \"twist\": 1", "twist: nobody has read it")]
    [InlineData("\"chunk_size\": null", "\"twist\": true", "twist: nobody has read it")]
    [InlineData("TriangleAttentionEndingNode\"", "TriangleAttentionMiddleNode\"", "nobody knows how to run")]
    [InlineData("TriangleAttentionEndingNode\"", "TriangleAttentionStartingNode\"", "z: off by")]
    [InlineData("\"out.z\": {", "\"out.y\": {", "The given key was not present")]
    public void A_card_that_asks_for_something_else_is_not_met(string text, string changed, string fault)
        => AssertFault(fault, () => Changed(card => card.Replace(text, changed, StringComparison.Ordinal)));

    [Theory]
    [InlineData("\"out.z\"", "\"out.y\"", "y: not computed")]
    [InlineData("\"in.mask\"", "\"in.mosk\"", "in.mosk: nobody has read it")]
    [InlineData("\"weight.linear.weight\"", "\"weight.linear.heavy!\"", "linear.heavy!")]
    public void A_tensor_of_another_name_is_not_met(string name, string other, string fault)
        => AssertFault(fault, () => Changed(card => card, header => header.Replace(name, other, StringComparison.Ordinal)));

    [Theory]
    [InlineData("--ranks", "4", "--mesh", "2x3")]
    [InlineData("--ranks", "1", "--mesh", "2x3")]
    [InlineData("--ranks", "0")]
    [InlineData("--mesh", "2x")]
    public void Ranks_that_cannot_be_are_refused(params string[] ranks) => Assert.Equal(ExitCode.BadInput, GoldenCommand.Run([_folder.Path, .. ranks]));

    /// <summary>Thirteen tokens have no part for each of twenty columns; a function knows no ranks.</summary>
    [Fact]
    public async Task A_case_that_is_too_small_for_the_mesh_is_counted_apart()
    {
        const string Function = "fn_smooth_lddt_loss_a";
        foreach (string file in new[] { $"{Layer}.json", $"{Layer}.safetensors", $"{Function}.json", $"{Function}.safetensors" })
            File.Copy(GoldenCase.Find(file), _folder.File(file));

        using var walk = EngineUnderTest.Run(TestProgram.Command[0], [.. TestProgram.Command.Skip(1), "golden", "--mesh", "1x20", _folder.Path]);
        var (code, said) = await walk.EndAsync();

        Assert.Equal(0, code);
        Assert.Collection(
            said.TrimEnd().Split('\n'),
            line => Assert.StartsWith($"{Function} pass ", line, StringComparison.Ordinal),
            line => Assert.Equal($"{Layer} refused", line),
            line => Assert.Equal("1 passed, 0 failed, 1 refused: the mesh has more rows or columns than the case has tokens", line));
    }

    private static void AssertFault(string fault, Func<IEnumerable<Meeting>> compare)
    {
        string[] faults;
        try
        {
            faults = [.. compare().Select(meeting => meeting.Fault).OfType<string>()];
        }
        catch (Exception refused) when (refused is NotSupportedException or KeyNotFoundException or InvalidDataException)
        {
            faults = [refused.Message];
        }

        Assert.Contains(faults, text => text.Contains(fault, StringComparison.Ordinal));
    }

    private IReadOnlyList<Meeting> Changed(Func<string, string> card, Func<string, string>? header = null)
    {
        string former = File.ReadAllText(GoldenCase.Find(Layer + ".json"));
        string tensors = Encoding.Latin1.GetString(File.ReadAllBytes(GoldenCase.Find(Layer + ".safetensors")));
        var (later, laterTensors) = (card(former), header?.Invoke(tensors) ?? tensors);
        Assert.True(later != former || laterTensors != tensors, "nothing is changed");
        File.WriteAllText(_folder.File(Layer + ".json"), later);
        File.WriteAllBytes(_folder.File(Layer + ".safetensors"), Encoding.Latin1.GetBytes(laterTensors));
        using var scope = NewDisposeScope();
        using var recording = GoldenCase.At(_folder.File(Layer + ".json"));
        return GoldenRecipes.Compare(recording);
    }
}
