using FoldCP.Engine.Chemistry.Toolkit;

namespace FoldCP.Engine.Tests.Chemistry;

/// <summary>The chemistry toolkit, for tests that need one.</summary>
internal static class TestToolkit
{
    /// <summary>The installed one; skips the test if there is none, fails it if it cannot be used.</summary>
    public static ChemistryToolkit Needed()
    {
        Assert.SkipWhen(ChemistryToolkit.Smiles is null, $"skipped: no chemistry toolkit, {ChemistryToolkit.Setup}");
        return ChemistryToolkit.Find() ?? throw new InvalidOperationException("The installed chemistry toolkit cannot be used.");
    }
}
