using FoldCP.Contract;
using FoldCP.Jobs.Artefacts;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>The scores, samples and files of the result that is shown.</summary>
public sealed partial class ResultPanel
{
    [Parameter, EditorRequired] public required ComplexView View { get; set; }

    [Parameter, EditorRequired] public required ShownResult? Shown { get; set; }

    [Parameter, EditorRequired] public required ComplexAddress Address { get; set; }

    public static string HrefOfFile(Artefact file) => $"/artefacts/{file.Id}/{Uri.EscapeDataString(file.FileName)}";

    /// <summary>The best sample's first, a structure before its scores; what is about all samples last.</summary>
    private IEnumerable<Artefact> FilesOf(ShownResult shown) => View.Files.Where(x => x.FoldId == shown.Fold.Id)
        .OrderBy(x => x.Kind == ResultKind.Manifest).ThenBy(x => shown.Samples.FirstOrDefault(sample => sample.Sample == x.Sample)?.Rank).ThenBy(x => x.Kind);

    private string HrefOfSample(int sample) => (Address with { Attempt = Shown!.Fold.Attempt, Sample = sample }).Of(View.Complex.CampaignId, View.Complex.Id);
}
