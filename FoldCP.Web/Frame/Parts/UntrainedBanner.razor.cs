using FoldCP.Contract;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Frame.Parts;

/// <summary>Says beside a structure that it is not to be trusted, because its weights are not known to be trained.</summary>
public sealed partial class UntrainedBanner
{
    /// <summary>As the fold names them: the demo model's are known to be untrained, of all others nobody knows.</summary>
    [Parameter, EditorRequired] public required string Weights { get; set; }

    private bool IsDemo => Weights == FoldOptions.DemoWeights;
}
