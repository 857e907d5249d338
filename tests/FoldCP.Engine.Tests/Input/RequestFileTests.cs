using FoldCP.Contract;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Tests.Input;

public sealed class RequestFileTests
{
    private const string Chain = """{ "ids": ["A"], "kind": "Protein", "sequence": "MKT" }""";

    [Fact]
    public void What_a_request_leaves_out_has_its_default()
    {
        var request = Read(With("""{ "seed": 7 }"""));

        Assert.Equal(new FoldOptions(Seed: 7), request.Options);
        Assert.Equal(new FoldOptions(), Read($$"""{ "version": 1, "id": "1", "name": "n", "chains": [{{Chain}}] }""").Options);
        Assert.Equal(200, request.Options.SamplingSteps);
    }

    [Theory]
    [InlineData("", "this is not JSON")]
    [InlineData("{ \"version\": 1,\n \"id\": }", "request.json, line 2: this is not JSON")]
    [InlineData("[]", "holds no object")]
    [InlineData("{}", "has no version")]
    [InlineData("""{ "version": 1, "name": "n", "chains": [] }""", "'id' is missing")]
    [InlineData("{ \"version\": 1, \"id\": \"1\",\n \"name\": \"n\",\n \"colour\": 1, \"chains\": [] }", "request.json, line 3: the key 'colour' is not known")]
    [InlineData("""{ "version": 1, "id": "1", "name": "n", "chains": [{ "ids": ["A"], "kind": "Protein" }] }""", "'sequence' is missing in chains[0]")]
    [InlineData("""{ "version": 1, "id": "1", "name": "n", "chains": [{ "ids": ["A"], "kind": "Sugar", "sequence": "M" }] }""", "the value of chains[0].kind is not of the kind that belongs there")]
    [InlineData("""{ "version": 1, "id": "1", "name": "n", "chains": [{ "ids": ["A"], "kind": 0, "sequence": "M" }] }""", "the value of chains[0].kind")]
    [InlineData("""{ "version": 1, "id": "1", "name": "n", "chains": [{ "ids": ["A"], "kind": 77, "sequence": "M" }] }""", "the value of chains[0].kind")]
    [InlineData("""{ "version": 1, "id": "1", "name": "n", "chains": [{ "ids": ["A"], "kind": "77", "sequence": "M" }] }""", "the value of chains[0].kind")]
    [InlineData("""{ "version": 1, "id": "1", "name": "n", "chains": [{ "ids": "A", "kind": "Protein", "sequence": "M" }] }""", "the value of chains[0].ids")]
    [InlineData("""{ "version": 1, "id": "1", "name": null, "chains": [] }""", "the value of name is not of the kind")]
    [InlineData("""{ "version": 1, "id": "1", "name": "n", "name": "m", "chains": [] }""", "the key 'name' stands twice")]
    public void A_file_that_is_no_request_is_refused_by_line_and_key(string text, string sentence) => Refused(text, FailureKind.BadInput, sentence);

    [Theory]
    [InlineData("2")]
    [InlineData("\"1\"")]
    [InlineData("1.5")]
    public void A_request_of_another_version_is_not_supported(string version) =>
        Refused($$"""{ "version": {{version}}, "future": true }""", FailureKind.Unsupported, "request.json is of version");

    [Theory]
    [InlineData("", "The complex has no chains.")]
    [InlineData("null", "The chain group 1 is null.")]
    [InlineData("""{ "ids": [null], "kind": "Protein", "sequence": "" }""", "The chain group 1 has null as a chain id.")]
    [InlineData("""{ "ids": [], "kind": "Protein", "sequence": "M" }""", "The chain group 1 has no chain id.")]
    [InlineData("""{ "ids": ["A"], "kind": "Protein", "sequence": "" }""", "Chain A has an empty sequence.")]
    [InlineData("""{ "ids": ["A", "A"], "kind": "Protein", "sequence": "M" }""", "The chain id A is used twice.")]
    [InlineData("""{ "ids": ["A-1"], "kind": "Protein", "sequence": "M" }""", "'A-1' cannot be a chain id.")]
    [InlineData("""{ "ids": [""], "kind": "Protein", "sequence": "M" }""", "'' cannot be a chain id.")]
    [InlineData("""{ "ids": ["AB", "AC"], "kind": "Protein", "sequence": "MKT*LV" }""", "Chain AB has '*' at position 4, which is no amino acid.")]
    [InlineData("""{ "ids": ["B"], "kind": "Protein", "sequence": "mkt" }""", "Chain B has 'm' at position 1")]
    [InlineData("""{ "ids": ["B"], "kind": "Protein", "sequence": "M\nK" }""", "Chain B has a character of code 10 at position 2")]
    public void A_complex_that_cannot_be_is_refused_by_chain_and_position(string chain, string sentence) =>
        Refused($$"""{ "version": 1, "id": "1", "name": "n", "chains": [{{chain}}] }""", FailureKind.BadInput, sentence);

    [Fact]
    public void An_affinitys_options_have_their_defaults_too()
    {
        Assert.Equal(new AffinityOptions("x.ckpt"), Read(With("""{ "affinity": { "weights": "x.ckpt" } }""")).Options.Affinity);
        Assert.Equal((5, 200, false), (new AffinityOptions().Samples, new AffinityOptions().SamplingSteps, new AffinityOptions().MwCorrection));
    }

    [Fact]
    public void A_request_may_name_an_input_file_instead_of_chains()
    {
        var request = Read("""{ "version": 1, "id": "1", "name": "n", "input": { "file": "../x.json", "sha256": "ab", "job": 2 } }""");

        Assert.Equal(new InputReference("../x.json", "ab", 2), request.Input);
        Assert.Empty(request.Chains);
    }

    [Theory]
    [InlineData("", "The complex has no chains. Describe them, or name an input file.")]
    [InlineData($$""", "chains": [{{Chain}}], "input": { "file": "x.yaml" }""", "The request has both chains and an input file.")]
    [InlineData(""", "input": { "file": " " }""", "The input file has no name.")]
    [InlineData(""", "input": { "file": "x.json", "job": 0 }""", "The job of the input file is 0; jobs are counted from 1.")]
    [InlineData(""", "input": { "sha256": "ab" }""", "The input file has no name.")]
    [InlineData(""", "chains": null""", "the value of chains is not of the kind")]
    public void What_to_fold_is_said_once(string keys, string sentence) =>
        Refused($$"""{ "version": 1, "id": "1", "name": "n"{{keys}} }""", FailureKind.BadInput, sentence);

    [Theory]
    [InlineData("samples", "0", "The number of samples is 0")]
    [InlineData("samples", "-3", "The number of samples is -3")]
    [InlineData("samples", "2147483647", "The number of samples is 2147483647; it must be from 1 to 1000.")]
    [InlineData("samplingSteps", "1", "The number of sampling steps is 1; it must be from 2 to 100000.")]
    [InlineData("samplingSteps", "100001", "it must be from 2 to 100000.")]
    [InlineData("recyclingSteps", "-1", "The number of recycling steps is -1")]
    [InlineData("recyclingSteps", "2147483647", "it must be from 0 to 1000.")]
    [InlineData("ranks", "0", "The number of ranks is 0")]
    [InlineData("weights", "\" \"", "No weights are named")]
    [InlineData("samplesAtOnce", "0", "The number of samples at once is 0; it must be from 1 to 1000.")]
    [InlineData("stepScale", "0", "The step scale is 0; it must be above 0, and at most 10.")]
    [InlineData("stepScale", "10.5", "The step scale is 10.5; it must be above 0, and at most 10.")]
    [InlineData("alignmentRows", "0", "The number of alignment rows is 0; it must be from 1 to 1000000.")]
    [InlineData("subsampledRows", "-1", "The number of subsampled rows is -1;")]
    [InlineData("method", "\"guess\"", "The method 'guess' is not known. Known are md, x-ray diffraction,")]
    [InlineData("affinity", "{ \"samples\": 0 }", "The number of the affinity's samples is 0;")]
    [InlineData("affinity", "{ \"samplingSteps\": 1 }", "The number of the affinity's sampling steps is 1;")]
    [InlineData("affinity", "{ \"weights\": \"\" }", "The affinity's weights have no name.")]
    [InlineData("samples", "\"many\"", "the value of options.samples")]
    [InlineData("samples", "99999999999", "the value of options.samples")]
    [InlineData("steps", "3", "the key 'steps' is not known")]
    public void Options_that_make_no_sense_are_refused_by_value(string key, string value, string sentence) =>
        Refused(With($$"""{ "{{key}}": {{value}} }"""), FailureKind.BadInput, sentence);

    [Fact]
    public void Several_ranks_may_be_asked_for() => Assert.Equal(4, Read(With("""{ "ranks": 4 }""")).Options.Ranks);

    [Fact]
    public void Every_fault_is_told_up_to_five()
    {
        string chains = string.Join(',', Enumerable.Range(0, 7).Select(i => $$"""{ "ids": ["C{{i}}"], "kind": "Protein", "sequence": "" }"""));

        string cause = Assert.Throws<FoldException>(() => Read($$"""{ "version": 1, "id": "1", "name": "n", "chains": [{{chains}}] }""")).Message;

        Assert.Contains("Chain C0 has an empty sequence. Chain C1", cause);
        Assert.EndsWith("And 2 more.", cause);
    }

    private static string With(string options) =>
        $$"""{ "version": 1, "id": "1", "name": "n", "chains": [{{Chain}}], "options": {{options}} }""";

    private static void Refused(string text, FailureKind kind, string sentence)
    {
        var refused = Assert.Throws<FoldException>(() => Read(text));

        Assert.Equal(kind, refused.Kind);
        Assert.Contains(sentence, refused.Message);
    }

    private static FoldRequest Read(string text)
    {
        using var folder = new TemporaryFolder();
        var run = new RunFolder(folder.Path);
        File.WriteAllText(run.Request, text);
        return RequestFile.Read(run);
    }
}
