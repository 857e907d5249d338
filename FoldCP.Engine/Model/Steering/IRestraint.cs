namespace FoldCP.Engine.Model.Steering;

/// <summary>Something that structures should fulfil.</summary>
internal interface IRestraint
{
    /// <summary>How badly each structure breaks it.</summary>
    /// <param name="x">structures [M, A, 3], Å</param>
    /// <param name="time">1 at the beginning of sampling, 0 at its end</param>
    /// <returns>[M]</returns>
    Tensor Energy(Tensor x, double time);

    /// <summary>How each atom should not move: the energy's gradient, as far as the reference takes it [M, A, 3].</summary>
    /// <inheritdoc cref="Energy"/>
    Tensor Gradient(Tensor x, double time);
}
