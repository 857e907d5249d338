namespace FoldCP.Engine.Features;

/// <summary>Experiments that a network was told of in training, by the number that it knows them by.</summary>
public enum Method
{
    MolecularDynamics = 0,
    XRayDiffraction = 1,
    ElectronMicroscopy = 2,
    SolutionNmr = 3,

    /// <summary>All rarer experiments, and what is no experiment.</summary>
    Other = 4,
    AlphaFoldDatabase = 5,
    Boltz1 = 6,
}

/// <summary>Experiments by the names that the reference takes, in any case.</summary>
public static class MethodNames
{
    private static readonly Dictionary<string, Method> ByName = new(StringComparer.OrdinalIgnoreCase)
    {
        ["md"] = Method.MolecularDynamics,
        ["x-ray diffraction"] = Method.XRayDiffraction,
        ["electron microscopy"] = Method.ElectronMicroscopy,
        ["solution nmr"] = Method.SolutionNmr,
        ["solid-state nmr"] = Method.Other,
        ["neutron diffraction"] = Method.Other,
        ["electron crystallography"] = Method.Other,
        ["fiber diffraction"] = Method.Other,
        ["powder diffraction"] = Method.Other,
        ["infrared spectroscopy"] = Method.Other,
        ["fluorescence transfer"] = Method.Other,
        ["epr"] = Method.Other,
        ["theoretical model"] = Method.Other,
        ["solution scattering"] = Method.Other,
        ["other"] = Method.Other,
        ["afdb"] = Method.AlphaFoldDatabase,
        ["boltz-1"] = Method.Boltz1,
    };

    public static IEnumerable<string> All => ByName.Keys;

    /// <returns>null where no network knows it</returns>
    public static Method? Find(string name) => ByName.TryGetValue(name, out var method) ? method : null;
}
