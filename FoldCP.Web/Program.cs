using FoldCP.Jobs;
using FoldCP.Web.Campaigns;
using FoldCP.Web.Demo;
using FoldCP.Web.Frame;
using FoldCP.Web.Hosting;
using FoldCP.Web.Imports;
using FoldCP.Web.People;
using FoldCP.Web.Results;

var demo = DemoArguments.Of(args);
var password = PasswordArguments.Of(args);
if ((demo?.Fault ?? password?.Fault) is { } fault)
    return await BadCommandLine.RefuseAsync(fault);

var builder = WebApplication.CreateBuilder(demo?.Settings ?? password?.Settings ?? args);
builder.WebHost.UseStaticWebAssets();
builder.Logging.AddFoldConsole(builder.Environment);
var state = StateFolder.Open(builder.Configuration);
await using var server = await FoldServer.OpenAsync(builder.Configuration, state, builder.Environment);
builder.Services.AddFoldJobs(state, server.ConnectionString);
builder.Services.AddFoldWeb(state);
builder.Services.AddFoldTelemetry(builder.Configuration);

var app = builder.Build();
await app.Services.MigrateAsync();
if (password is not null)
    return await PasswordCommand.RunAsync(app, password);

app.UseSecurityHeaders();
app.UseResponseCompression();
app.UseErrorPages();
app.UseAuthentication();
app.UseAuthorization();
app.UseAntiforgery();
app.UseFreshSignInForm();
app.MapStaticAssets().AllowAnonymous();
app.MapHealth();
app.MapSignOut();
app.MapJobsDashboard();
app.MapUploads();
app.MapImportDownloads();
app.MapFileNotes();
app.MapResults();
app.MapRazorComponents<App>().AddInteractiveServerRenderMode(circuits => circuits.ContentSecurityFrameAncestorsPolicy = null);
if (demo is not null)
    return await app.RunDemoAsync(demo);

await app.RunAsync();
return 0;

/// <summary>The web server. <c>dotnet run --project FoldCP.Web</c> starts all that it needs; <c>-- demo</c> shows it at work, <c>-- password NAME</c> helps out who lost one.</summary>
public sealed partial class Program;
