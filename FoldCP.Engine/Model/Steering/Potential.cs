namespace FoldCP.Engine.Model.Steering;

/// <summary>A restraint, and how much it counts at a time of the sampling, which runs from 1 to 0.</summary>
/// <param name="Name">the reference's</param>
/// <param name="Restraint">what is to be fulfilled; null: the complex has nothing of the kind</param>
/// <param name="Interval">it takes part in every so many pushes of a step</param>
/// <param name="Guidance">its weight in pushes</param>
/// <param name="Resampling">its weight when particles are chosen</param>
internal sealed record Potential(string Name, IRestraint? Restraint, int Interval, Func<double, double> Guidance, Func<double, double> Resampling);
