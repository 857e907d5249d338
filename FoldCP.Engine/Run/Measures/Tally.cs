namespace FoldCP.Engine.Run.Measures;

/// <summary>What one rank has sent, received and waited for.</summary>
internal sealed class Tally
{
    /// <summary>Bytes; what one member broadcasts it sends to each other, and a reduction is counted as it goes round a ring.</summary>
    public double Sent { get; set; }

    /// <summary>Bytes.</summary>
    public double Received { get; set; }

    /// <summary>Inside calls that return when others have done their part, reductions among them.</summary>
    public TimeSpan Waited { get; set; }
}
