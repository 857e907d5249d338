using Microsoft.AspNetCore.ResponseCompression;

namespace FoldCP.Web.Hosting;

/// <summary>Compresses what is text: a structure of 12 MB goes out as 3.</summary>
internal static class Compression
{
    public static IServiceCollection AddFoldCompression(this IServiceCollection services) => services.AddResponseCompression(compression =>
    {
        // Nothing secret stands beside a stranger's words in our answers: cookies are in headers, form tokens differ in each.
        compression.EnableForHttps = true;
        compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "chemical/x-mmcif", "text/csv", "text/tab-separated-values"];
    });
}
