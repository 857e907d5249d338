using System.Security.Cryptography;
using System.Text.Json.Nodes;
using FoldCP.Contract;
using FoldCP.Engine.Model;
using FoldCP.Engine.Tests.Model.Golden;
using FoldCP.Engine.Weights;

namespace FoldCP.Engine.Tests.Weights;

public sealed class LoadedModelTests
{
    [Fact]
    public void Demo_model_is_always_the_same_and_says_that_it_is_untrained()
    {
        using var first = LoadedModel.Open(FoldOptions.DemoWeights);
        using var second = LoadedModel.Open(FoldOptions.DemoWeights);

        Assert.Equal(first.Sha256, second.Sha256);
        Assert.Equal(64, first.Sha256.Length);
        Assert.False(first.Trained);
        Assert.Equal("demo", first.Name);
    }

    [Fact]
    public void Weights_file_is_opened_with_the_hyperparameters_beside_it()
    {
        using var model = LoadedModel.Open(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"));

        Assert.False(model.Trained);
        Assert.Equal("full_boltz2_tv2.weights.safetensors", model.Name);
        Assert.Equal(24, model.Network.Widths.TokenZ);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Weights_with_affinity_modules_judge_affinities_and_correct_them_only_when_asked(bool corrected)
    {
        using var model = LoadedModel.Open(SharedData.File("golden/cases/full_boltz2_affinity.weights.safetensors"), corrected);
        using var without = LoadedModel.Open(GoldenCase.Find("full_boltz2_tv2.weights.safetensors"));

        Assert.Equal((true, false), (model.Network.JudgesAffinity, without.Network.JudgesAffinity));
        Assert.Equal(corrected, ((Boltz2)model.Network).Config.AffinityMwCorrection);
    }

    [Fact]
    public void Affinity_modules_without_a_shape_are_refused()
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");
        var card = Card();
        (card["ctor"]!["affinity_prediction"], card["ctor"]!["affinity_ensemble"]) = (true, true);
        File.WriteAllText(folder.File("mine.json"), card.ToJsonString());

        var refusal = Assert.Throws<InvalidDataException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains("affinity_prediction is set and affinity_model_args1 is missing", refusal.Message);
    }

    [Fact]
    public void Only_weights_that_their_card_vouches_for_count_as_trained()
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");
        CopyWeights(folder, "unknown");
        WriteCard(folder, "mine", $"\"{FileSha256(folder.File("mine.safetensors")).ToUpperInvariant()}\"");
        WriteCard(folder, "unknown", trainedSha256: null);

        using var vouched = LoadedModel.Open(folder.File("mine.safetensors"));
        using var unknown = LoadedModel.Open(folder.File("unknown.safetensors"));

        Assert.True(vouched.Trained);
        Assert.False(unknown.Trained);
        Assert.Equal(vouched.Sha256, unknown.Sha256);
    }

    [Fact]
    public void A_card_that_vouches_for_other_weights_is_refused()
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");
        WriteCard(folder, "mine", $"\"{FileSha256(folder.File("mine.safetensors"))}\"");
        ChangeLastByte(folder.File("mine.safetensors"));

        var refusal = Assert.Throws<InvalidDataException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains("mine.json: trained_sha256 vouches for other weights", refusal.Message);
        Assert.Contains(FileSha256(folder.File("mine.safetensors")), refusal.Message);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("\"yes\"")]
    public void Trained_is_said_by_a_checksum_and_by_nothing_else(string word)
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");
        WriteCard(folder, "mine", word);

        var refusal = Assert.Throws<InvalidDataException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains("trained_sha256 must be a SHA-256", refusal.Message);
    }

    [Fact]
    public void The_state_hash_follows_the_weights_to_the_last_byte()
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");
        WriteCard(folder, "mine", trainedSha256: null);
        using var before = LoadedModel.Open(folder.File("mine.safetensors"));
        ChangeLastByte(folder.File("mine.safetensors"));

        using var after = LoadedModel.Open(folder.File("mine.safetensors"));

        Assert.NotEqual(before.Sha256, after.Sha256);
    }

    [Fact]
    public void Weights_without_hyperparameters_are_refused()
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");

        var refusal = Assert.Throws<FileNotFoundException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains("mine.json: the network's hyperparameters are not there", refusal.Message);
    }

    [Theory]
    [InlineData("{", "cannot be read")]
    [InlineData("[]", "no object")]
    [InlineData("{}", "atom_s")]
    [InlineData("""{"atom_s": "many"}""", "atom_s")]
    public void Damaged_hyperparameters_are_refused(string json, string reason)
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");
        File.WriteAllText(folder.File("mine.json"), json);

        var refusal = Assert.Throws<InvalidDataException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains("mine.json: the hyperparameters cannot be read", refusal.Message);
        Assert.Contains(reason, refusal.Message);
    }

    [Theory]
    [InlineData("use_no_atom_char", "true")]
    [InlineData("use_atom_backbone_feat", "true")]
    [InlineData("use_residue_feats_atoms", "true")]
    [InlineData("token_level_confidence", "false")]
    [InlineData("v2", "false")]
    public void A_network_with_parts_that_this_engine_lacks_is_refused_by_the_settings_name(string setting, string value)
    {
        using var folder = new TemporaryFolder();
        CopyWeights(folder, "mine");
        var card = Card();
        (setting == "v2" ? card["ctor"]!["pairformer_args"]! : card["ctor"]!)[setting] = JsonNode.Parse(value);
        File.WriteAllText(folder.File("mine.json"), card.ToJsonString());

        var refusal = Assert.Throws<NotSupportedException>(() => LoadedModel.Open(folder.File("mine.safetensors")));

        Assert.Contains(setting, refusal.Message);
    }

    private static void CopyWeights(TemporaryFolder folder, string name)
        => File.WriteAllBytes(folder.File(name + ".safetensors"), File.ReadAllBytes(GoldenCase.Find("full_boltz2_tv2.weights.safetensors")));

    /// <param name="folder">where the weights are</param>
    /// <param name="name">theirs</param>
    /// <param name="trainedSha256">as JSON; without it the card does not say</param>
    private static void WriteCard(TemporaryFolder folder, string name, string? trainedSha256)
    {
        var card = Card();
        if (trainedSha256 is not null)
            card["trained_sha256"] = JsonNode.Parse(trainedSha256);
        File.WriteAllText(folder.File(name + ".json"), card.ToJsonString());
    }

    private static JsonObject Card() => JsonNode.Parse(File.ReadAllText(GoldenCase.Find("full_boltz2_tv2.weights.json")))!.AsObject();

    private static void ChangeLastByte(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static string FileSha256(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
