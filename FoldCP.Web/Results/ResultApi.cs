namespace FoldCP.Web.Results;

/// <summary>The endpoints that send results.</summary>
internal static class ResultApi
{
    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        routes.MapArtefacts();
        routes.MapFoldLogs();
    }
}
