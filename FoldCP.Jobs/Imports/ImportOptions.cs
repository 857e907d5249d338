using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Imports;

/// <summary>The settings of uploads, section <c>Imports</c>.</summary>
public sealed class ImportOptions
{
    public const string Section = "Imports";

    /// <summary>The largest file that is taken, in bytes; what a compressed file unpacks to is bounded by the same number.</summary>
    [Range(1, 1L << 40)]
    public long MaxUploadBytes { get; set; } = 1L << 30;

    /// <summary>How many days an upload waits for its owner's decision before it is removed.</summary>
    [Range(1, 365)]
    public int DaysKept { get; set; } = 7;
}

[OptionsValidator]
internal sealed partial class ImportOptionsValidator : IValidateOptions<ImportOptions>;
