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

    private string HrefOfSample(int sample) => (Address with { Attempt = Shown!.Fold.Attempt, Sample = sample }).Of(View.Complex.CampaignId, View.Complex.Id);
}
