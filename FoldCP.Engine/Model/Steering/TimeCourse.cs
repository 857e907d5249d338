namespace FoldCP.Engine.Model.Steering;

/// <summary>Numbers that change while structures are sampled: functions of a time that runs from 1 to 0.</summary>
internal static class TimeCourse
{
    public static Func<double, double> Always(double value) => _ => value;

    /// <summary>From <paramref name="end"/> at time 1 to <paramref name="start"/> at time 0, bent by <paramref name="bend"/>.</summary>
    public static Func<double, double> Exponential(double start, double end, double bend)
        => time => start + ((end - start) * (Math.Exp(bend * time) - 1) / (Math.Exp(bend) - 1));

    /// <summary>The n-th value from after the threshold before it up to and with its own; the last has none.</summary>
    public static Func<double, double> Steps(double[] thresholds, double[] values)
        => time => values[thresholds.Count(threshold => time > threshold)];
}
