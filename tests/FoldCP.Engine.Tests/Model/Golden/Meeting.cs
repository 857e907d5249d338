namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>How an output meets the recorded one.</summary>
/// <param name="Error">the largest, after what is allowed relative to the number itself</param>
/// <param name="Allowed">how large it may be</param>
/// <param name="Fault">what is wrong; null: nothing</param>
internal sealed record Meeting(double Error, double Allowed, string? Fault)
{
    /// <summary>How much of what is allowed was used; faults come after all that is none.</summary>
    public double Share => Fault is not null ? double.PositiveInfinity : Error <= 0 ? 0 : Error / Allowed;

    /// <summary>It could not be compared.</summary>
    public static Meeting Missed(string why) => new(double.PositiveInfinity, 0, why);

    public Meeting Of(string output) => this with { Fault = Fault is null ? null : $"{output}: {Fault}" };
}
