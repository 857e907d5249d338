namespace FoldCP.Web.Tests.Crashes;

/// <summary>The programs that were built together with these tests.</summary>
internal static class Builds
{
    /// <summary>Debug or Release, as these tests.</summary>
    public static readonly string Configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";

    public static string PathOf(string project) => Repository.PathOf($"{project}/bin/{Configuration}/net10.0/linux-x64/{project}");
}
