using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run;

/// <summary>Definitions of components as <c>foldcp ccd import</c> leaves them in a folder of their own.</summary>
internal static class ImportedDictionary
{
    /// <returns>that folder, to be named in FOLDCP_CCD</returns>
    public static async Task<string> OfAsync(TemporaryFolder folder, string place, string definitions)
    {
        await File.WriteAllTextAsync(folder.File($"{place}.cif"), definitions, TestContext.Current.CancellationToken);
        using var engine = EngineUnderTest.StartWithComponentsIn(folder.File(place), "ccd", "import", folder.File($"{place}.cif"));
        Assert.Equal(ExitCode.Done, (await engine.EndAsync()).Code);
        return folder.File(place);
    }
}
