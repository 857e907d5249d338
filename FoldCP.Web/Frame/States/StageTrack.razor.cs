using System.Globalization;
using FoldCP.Contract;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.States;

/// <summary>How far a fold is: one field for each stage, filled as its steps are done.</summary>
public sealed partial class StageTrack
{
    private static readonly string[] Stages = Enum.GetNames<FoldStage>();

    /// <summary>A name from <see cref="FoldStage"/>; null before the engine's first word.</summary>
    [Parameter, EditorRequired] public string? Stage { get; set; }

    [Parameter, EditorRequired] public int Step { get; set; }

    [Parameter, EditorRequired] public int Of { get; set; }

    private int At => Array.IndexOf(Stages, Stage);

    private double Within => Of > 0 ? Math.Clamp((double)Step / Of, 0, 1) : 0;

    private int Percent => At < 0 ? 0 : (int)(100 * (At + Within) / Stages.Length);

    private string InWords => At < 0 ? "Not begun" : Of > 0 ? $"{Stage}, {Step} of {Of}" : Stage!;

    private string FillOf(int stage)
        => (stage < At ? 1 : stage == At ? Within : 0).ToString("0.###", CultureInfo.InvariantCulture);
}
