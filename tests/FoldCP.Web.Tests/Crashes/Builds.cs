namespace FoldCP.Web.Tests.Crashes;

/// <summary>The programs that were built together with these tests.</summary>
internal static class Builds
{
    private static readonly string s_configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string PathOf(string project) => Repository.PathOf($"{project}/bin/{s_configuration}/net10.0/linux-x64/{project}");
}
