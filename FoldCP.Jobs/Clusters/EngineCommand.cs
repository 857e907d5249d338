using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace FoldCP.Jobs.Clusters;

/// <summary>Finds the engine where nothing is set, and refuses to start where there is none.</summary>
internal sealed class EngineCommand(IHostEnvironment host) : IPostConfigureOptions<EngineOptions>, IValidateOptions<EngineOptions>
{
    private const string Program = "FoldCP.Engine";

    public void PostConfigure(string? name, EngineOptions options)
    {
        if (options.Command.Length == 0)
            options.Command = Candidates().FirstOrDefault(File.Exists) ?? "";
        else
            options.Command = Path.GetFullPath(options.Command, host.ContentRootPath);
    }

    public ValidateOptionsResult Validate(string? name, EngineOptions options)
    {
        if (options.Command.Length == 0)
            return ValidateOptionsResult.Fail($"There is no engine. Build it (dotnet build FoldCP.Engine) or set Engine:Command. Looked for {string.Join(", ", Candidates())}.");

        return File.Exists(options.Command)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Engine:Command names {options.Command}, and there is no such file.");
    }

    /// <summary>Beside the published server, then in the builds of a source tree, the server's own configuration first.</summary>
    private IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "engine", Program);
        string own = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        foreach (string configuration in new[] { own, own == "Debug" ? "Release" : "Debug" })
            yield return Path.GetFullPath($"../{Program}/bin/{configuration}/net10.0/linux-x64/{Program}", host.ContentRootPath);
    }
}
