using FoldCP.Jobs;
using FoldCP.Web.Frame;
using FoldCP.Web.Hosting;
using FoldCP.Web.Imports;
using FoldCP.Web.People;
using FoldCP.Web.Results;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseStaticWebAssets();
builder.AddFoldLogging();
var state = StateFolder.Open(builder.Configuration);
await using var server = await FoldServer.OpenAsync(builder.Configuration, state, builder.Environment.ContentRootPath);
builder.Services.AddFoldJobs(state, server.ConnectionString);
builder.Services.AddFoldWeb(state);
builder.Services.AddFoldTelemetry(builder.Configuration);

var app = builder.Build();
await app.Services.MigrateAsync();
app.UseSecurityHeaders();
app.UseResponseCompression();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.MapStaticAssets().AllowAnonymous();
app.MapHealth();
app.MapSignOut();
app.MapJobsDashboard();
app.MapUploads();
app.MapImportDownloads();
app.MapResults();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = null);
await app.RunAsync();

/// <summary>The web server. <c>dotnet run --project FoldCP.Web</c> starts all that it needs.</summary>
public sealed partial class Program;
