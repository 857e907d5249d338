using System.Text.Json;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Features;
using FoldCP.Engine.Input;
using FoldCP.Engine.Tests.Model.Golden;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Features;

/// <summary>Templates with lists of indices, against the same template as the reference finds its place by itself: residue i over i + 1.</summary>
public sealed class MappedTemplatesTests
{
    private const string Sequence = "GNLYIQWLRDGGPSSGRPPPS";

    [Fact]
    public void A_template_that_is_laid_as_the_reference_lays_it_gives_the_same_features()
    {
        using var golden = GoldenCase.Open("data_template");

        using var features = Features(["A"], Enumerable.Range(1, 20), Enumerable.Range(0, 20));

        var templates = features.Templates!;
        Assert.Equal(Numbers(golden["out.feats.template_mask"]), Numbers(templates.Mask));
        Assert.Equal(Numbers(golden["out.feats.template_ca"]), Numbers(templates.Ca));
        Assert.Equal(Numbers(golden["out.feats.visibility_ids"]), Numbers(templates.VisibilityIds));
    }

    [Fact]
    public void Only_the_residues_that_are_named_are_used()
    {
        using var features = Features(["A"], [1, 2, 5, 6, 20], [0, 1, 4, 7, 3]);
        using var all = Features(["A"], Enumerable.Range(1, 20), Enumerable.Range(0, 20));

        var (some, whole) = (features.Templates!, all.Templates!);
        Assert.Equal([1, 2, 5, 6, 20], some.Mask[0, 0].nonzero().flatten().data<long>().ToArray());
        Assert.Equal(Numbers(whole.Ca[0, 0, 8]), Numbers(some.Ca[0, 0, 6]));
        Assert.Equal(Numbers(whole.Ca[0, 0, 4]), Numbers(some.Ca[0, 0, 20]));
    }

    [Fact]
    public void Copies_lean_on_it_each_for_itself()
    {
        using var features = Features(["A", "B"], [1, 2], [0, 1]);

        var visibility = features.Templates!.VisibilityIds;
        Assert.Equal(2, visibility.shape[1]);
        Assert.Equal([0, -2], [visibility[0, 0, 0].item<float>(), visibility[0, 0, Sequence.Length].item<float>()]);
        Assert.Equal([-1, 1], [visibility[0, 1, 0].item<float>(), visibility[0, 1, Sequence.Length].item<float>()]);
    }

    [Theory]
    [InlineData(""" "mmcifPath": "t.cif", "queryIndices": [0], "templateIndices": [0, 1] """, "input.json: template 1 of chain A has 1 queryIndices and 2 templateIndices.")]
    [InlineData(""" "mmcifPath": "t.cif", "queryIndices": [21], "templateIndices": [0] """, "input.json: template 1 of chain A: 21 in queryIndices is no residue of the chain, which has 0 to 20.")]
    [InlineData(""" "mmcifPath": "t.cif", "queryIndices": [3, 3], "templateIndices": [0, 1] """, "input.json: template 1 of chain A: 3 is more than once in queryIndices.")]
    [InlineData(""" "mmcifPath": "t.cif", "queryIndices": [0], "templateIndices": [20] """, "template 1 of chain A: 20 in templateIndices is no residue of the template, which has 0 to 19.")]
    [InlineData(""" "mmcifPath": "t.cif" """, "input.json: template 1 of chain A must have queryIndices and templateIndices")]
    [InlineData(""" "queryIndices": [0], "templateIndices": [0] """, "input.json: template 1 of chain A has neither mmcif nor mmcifPath.")]
    [InlineData(""" "mmcifPath": "gone.cif", "queryIndices": [0], "templateIndices": [0] """, "input.json: template 1 of chain A: mmcif: there is no file gone.cif")]
    [InlineData(""" "mmcif": "data_x", "queryIndices": [0], "templateIndices": [0] """, "template 1 of chain A: ")]
    public void What_does_not_fit_is_told_by_template_and_chain(string template, string sentence)
    {
        using var folder = new TemporaryFolder();
        var refused = Assert.Throws<FoldException>(() => Target(folder, ["A"], template));

        Assert.StartsWith(sentence, refused.Message, StringComparison.Ordinal);
    }

    private static FoldFeatures Features(string[] ids, IEnumerable<int> query, IEnumerable<int> template)
    {
        using var folder = new TemporaryFolder();
        var target = Target(folder, ids, $""" "mmcifPath": "t.cif", "queryIndices": {JsonSerializer.Serialize(query)}, "templateIndices": {JsonSerializer.Serialize(template)} """);
        return Featurizer.Of(target, Generation.Boltz2, new PhiloxConformerNoise(1));
    }

    private static FoldTarget Target(TemporaryFolder folder, string[] ids, string template)
    {
        File.Copy(GoldenCase.Find(Path.Combine("inputs", "template", "trpcage.cif")), folder.File("t.cif"));
        File.WriteAllText(folder.File("input.json"), $$"""
            { "name": "x", "dialect": "alphafold3", "version": 2, "sequences": [
              { "protein": { "id": {{JsonSerializer.Serialize(ids)}}, "sequence": "{{Sequence}}", "unpairedMsa": "", "pairedMsa": "", "templates": [{ {{template}} }] } }] }
            """);
        return new TargetBuilder(MoleculeLibrary.AminoAcids).From(InputFile.Read(folder.File("input.json")));
    }

    private static double[] Numbers(Tensor x) => x.to(ScalarType.Float64).flatten().data<double>().ToArray();
}
