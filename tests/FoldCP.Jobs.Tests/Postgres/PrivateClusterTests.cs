using System.Diagnostics;
using System.Reflection;
using FoldCP.Jobs.Postgres;
using FoldCP.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace FoldCP.Jobs.Tests.Postgres;

/// <summary>Real servers, in a folder with blanks in its name; run as root and again as a plain user.</summary>
public sealed class PrivateClusterTests : IDisposable
{
    private const string ForeignServer = "FOLDCP_TEST_FOREIGN_SERVER";

    private readonly TestFolder _state = new("a state folder, with blanks and a name that is far too long for the path of any socket in this world or the next one");

    public void Dispose() => _state.Dispose();

    [Fact]
    public async Task What_was_written_is_there_after_a_restart()
    {
        await using (var first = await OpenAsync())
            await ExecuteAsync(first, "create table kept (x int); insert into kept values (7)");

        await using var second = await OpenAsync();

        Assert.Equal(7, await AskAsync(second, "select x from kept"));
    }

    [Fact]
    public async Task Instances_of_one_folder_share_a_server_until_the_last_has_left()
    {
        var first = await OpenAsync();
        await using var second = await OpenAsync();
        object? process = await AskAsync(first, "select inet_server_port() is null and pg_postmaster_start_time() is not null");

        await first.DisposeAsync();

        Assert.Equal(true, process);
        Assert.Equal(1, await AskAsync(second, "select 1"));
        int server = ServerOf(_state);
        await second.DisposeAsync();
        Assert.False(IsAlive(server));
    }

    [Fact]
    public async Task Instances_of_two_folders_leave_one_another_alone()
    {
        using var elsewhere = new TestFolder();
        await using var first = await OpenAsync();
        var other = await OpenAsync(elsewhere);
        await ExecuteAsync(other, "create table mine (x int)");

        await other.DisposeAsync();

        Assert.Equal(0L, await AskAsync(first, "select count(*) from pg_tables where tablename = 'mine'"));
    }

    [Fact]
    public async Task A_server_that_was_killed_is_started_again_with_all_it_had()
    {
        await using var cluster = await OpenAsync(isDurable: true);
        await ExecuteAsync(cluster, "create table kept (x int); insert into kept values (7)");
        int killed = ServerOf(_state);

        Process.GetProcessById(killed).Kill();

        Assert.Equal(7, await AskUntilAnsweredAsync(cluster, "select x from kept"));
        Assert.NotEqual(killed, ServerOf(_state));
    }

    [Fact]
    public async Task A_pid_file_that_names_a_stranger_does_not_lead_to_the_stranger()
    {
        await (await OpenAsync()).DisposeAsync();
        using var stranger = Process.Start("sleep", "60");
        string[] pidFile = [$"{stranger.Id}", PidFileOf(_state), "0", "5432", "/tmp", "", "", "ready"];
        await File.WriteAllLinesAsync(PidFileOf(_state), pidFile, TestContext.Current.CancellationToken);

        await using var cluster = await OpenAsync();

        Assert.NotEqual(stranger.Id, ServerOf(_state));
        Assert.Equal(1, await AskAsync(cluster, "select 1"));
        stranger.Kill();
    }

    [Fact]
    public async Task A_pid_file_that_names_a_foreign_server_does_not_lead_to_it()
    {
        using var elsewhere = new TestFolder();
        await using var foreign = await OpenAsync(elsewhere);
        await ExecuteAsync(foreign, "create table theirs (x int)");
        await (await OpenAsync()).DisposeAsync();
        File.Copy(PidFileOf(elsewhere), PidFileOf(_state));

        await using var cluster = await OpenAsync();

        Assert.NotEqual(ServerOf(elsewhere), ServerOf(_state));
        Assert.Equal(0L, await AskAsync(cluster, "select count(*) from pg_tables where tablename = 'theirs'"));
    }

    [Fact]
    [Trait("needs", "root")]
    public async Task Data_stay_with_the_account_that_owns_them_and_a_live_server_is_joined()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "skipped: only root has a choice of accounts");
        await (await OpenAsync()).DisposeAsync();
        await RunAsync("chown", ["-R", "daemon:", HomeOf(_state)]);
        await using var first = await OpenAsync();
        int server = ServerOf(_state);

        await using var second = await OpenAsync();

        Assert.Equal(server, ServerOf(_state));
        Assert.Equal(1, await AskAsync(second, "select 1"));
        Assert.Equal("daemon\ndaemon\n", await RunAsync("stat", ["-c", "%U", $"/proc/{server}", PidFileOf(_state)]));
    }

    /// <summary>Asked for by the test that has a server of another account.</summary>
    [Fact(Explicit = true)]
    public async Task A_server_that_we_may_not_look_into_keeps_its_pid_file()
    {
        string foreign = Environment.GetEnvironmentVariable(ForeignServer) ?? "";
        Assert.SkipUnless(foreign.Length > 0, "skipped: only the test that has such a server asks for it");
        await (await OpenAsync()).DisposeAsync();
        string[] pidFile = [foreign, PidFileOf(_state), "0", "5432", "/tmp", "", "", "ready"];
        await File.WriteAllLinesAsync(PidFileOf(_state), pidFile, TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync());

        Assert.Contains("we may not look into it", refused.Message);
        Assert.Equal(foreign, File.ReadLines(PidFileOf(_state)).First());
    }

    [Fact]
    public async Task The_watch_outlives_a_pid_file_that_cannot_be_read()
    {
        var log = new LogLines();
        await using var cluster = await OpenAsync(log: log);
        int killed = ServerOf(_state);

        await using (new FileStream(PidFileOf(_state), FileMode.Open, FileAccess.ReadWrite, FileShare.None))
            await Until.TrueAsync(() => log.Any(x => x.Contains("could not be looked after")), TestContext.Current.CancellationToken);
        Process.GetProcessById(killed).Kill();

        Assert.Equal(1, await AskUntilAnsweredAsync(cluster, "select 1"));
    }

    [Fact]
    public async Task Nobody_gets_in_without_the_secret()
    {
        await using var cluster = await OpenAsync();
        var guess = new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { Password = "guess", Pooling = false };
        await using var source = NpgsqlDataSource.Create(guess);

        var refused = await Assert.ThrowsAsync<PostgresException>(async () => await source.OpenConnectionAsync(TestContext.Current.CancellationToken));

        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_state.Path, "secret")));
    }

    [Fact]
    public async Task Data_of_a_version_that_is_not_installed_are_not_passed_over_in_silence()
    {
        Directory.CreateDirectory(Path.Combine(_state.Path, "9", "data"));
        await File.WriteAllTextAsync(Path.Combine(_state.Path, "9", "data", "PG_VERSION"), "9", TestContext.Current.CancellationToken);

        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => OpenAsync());

        Assert.Contains("are of PostgreSQL 9, which was not found", refused.Message);
    }

    [Fact]
    [Trait("needs", "root")]
    public async Task All_this_holds_for_a_plain_user_too()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "skipped: these tests run as a plain user already");
        using var copy = new TestFolder();
        await RunAsync("cp", ["-rL", AppContext.BaseDirectory, copy.Path]);
        string tests = Path.Combine(Directory.GetDirectories(copy.Path).Single(), "FoldCP.Jobs.Tests.dll");
        await RunAsync("chmod", ["-R", "a+rX", copy.Path]);
        var facts = typeof(PrivateClusterTests).GetMethods().Where(x => x.IsDefined(typeof(FactAttribute))).ToList();
        int forRoot = facts.Count(x => x.IsDefined(typeof(TraitAttribute)));

        string output = await AsNobodyAsync(["exec", tests, "-explicit", "on", "-class", typeof(PrivateClusterTests).FullName!]);

        Assert.Contains($"Total: {facts.Count}, Errors: 0, Failed: 0, Skipped: {forRoot}, Not Run: 0", output);
    }

    /// <summary>Runs .NET as a plain user, who is told of a process of root that passes for a server.</summary>
    private static async Task<string> AsNobodyAsync(string[] arguments)
    {
        string dotnet = Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : "dotnet";
        using var foreign = Process.Start("bash", ["-c", "exec -a postgres sleep 600"]);
        try
        {
            return await RunAsync(
                "setpriv",
                ["--reuid=nobody", "--regid=nogroup", "--clear-groups", "env", "HOME=/tmp", $"{ForeignServer}={foreign.Id}", dotnet, .. arguments]);
        }
        finally
        {
            foreign.Kill();
        }
    }

    private Task<PrivateCluster> OpenAsync(TestFolder? state = null, bool isDurable = false, ILogger? log = null)
        => PrivateCluster.OpenAsync(
            (state ?? _state).Path, [AppContext.BaseDirectory], TimeProvider.System, log ?? NullLogger.Instance, isDurable);

    private static string HomeOf(TestFolder state) => Directory.GetDirectories(state.Path).Single();

    private static string PidFileOf(TestFolder state) => Path.Combine(HomeOf(state), "data", "postmaster.pid");

    private static int ServerOf(TestFolder state) => Postmaster.Read(PidFileOf(state))!.ProcessId;

    private static bool IsAlive(int process) => new Postmaster(process, 0, "").IsServer;

    private static async Task ExecuteAsync(PrivateCluster cluster, string sql) => await AskAsync(cluster, sql);

    private static async Task<object?> AskAsync(PrivateCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<object?> AskUntilAnsweredAsync(PrivateCluster cluster, string sql)
    {
        while (true)
        {
            try
            {
                return await AskAsync(cluster, sql);
            }
            catch (NpgsqlException away) when (away.IsTransient)
            {
                await Task.Delay(100, TestContext.Current.CancellationToken);
            }
        }
    }

    private static async Task<string> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = "/" })!;
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {output}");
    }
}
