namespace FoldCP.Engine.Chemistry;

/// <summary>Components that lie somewhere outside the engine, by their code.</summary>
internal interface IMoleculeSource
{
    /// <returns>null if there is no such component</returns>
    Molecule? Find(string code);
}
