using FoldCP.Contract.Planning;
using FoldCP.Engine.Run.Measures;

namespace FoldCP.Engine.Bench.Ranks;

/// <summary>Holds plans to folds that were measured.</summary>
/// <param name="calibration">what plans are made of</param>
/// <param name="processors">of the machine that was measured</param>
internal sealed class PlanBench(Calibration calibration, int processors)
{
    /// <exception cref="ArgumentException">of none of them a plan knows anything</exception>
    public void Print(IReadOnlyList<Measured> measured, FigureSheet sheet, TextWriter notes)
    {
        notes.WriteLine(FormattableString.Invariant($"Plans are made of what was measured on {calibration.Machine}, {calibration.MeasuredAt:yyyy-MM-dd}."));
        var plans = new PlanFigures(calibration, new(processors, Memory: 0));
        foreach (var one in measured)
        {
            if (plans.WhyNone(one) is { } why)
                notes.WriteLine($"Left out, {one.Shape.Tokens} tokens on {one.Ranks} rank(s) in {one.Shape.Dtype}: {why}");
        }
        var figures = measured.Where(one => plans.WhyNone(one) is null).SelectMany(plans.Of).ToList();
        if (figures.Count == 0)
            throw new ArgumentException("There is no measurement of which this calibration can tell anything.");
        if (figures.Exists(figure => figure.Fit == PlanFigures.Unknown))
            notes.WriteLine("This calibration is older and does not say to which folds it was fitted, so it cannot be told which are held out; foldcp calibrate makes one that does.");
        foreach (var figure in figures.Concat(PlanFigures.Errors(figures)))
            sheet.Add(figure);
        sheet.End();
    }
}
