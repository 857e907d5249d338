using Npgsql;

namespace FoldCP.Jobs.Postgres;

/// <summary>Makes a cluster's files, starts its server or joins the one that runs. The caller holds the turn.</summary>
internal sealed class ClusterServer(ClusterFolder folder, PostgresBinaries binaries, PostgresAccount account, string secret, bool isDurable)
{
    private const string Role = "fold";
    private const string Database = "foldcp";
    private const int AttemptsAfterKill = 20;

    private static readonly TimeSpan s_betweenAttempts = TimeSpan.FromMilliseconds(500);

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private PostgresBinaries _binaries = binaries;
    private string _socketFolder = folder.Socket;

    public string ConnectionString => ConnectionTo(Database);

    /// <summary>Whether the server lives; cheap enough to be asked every second.</summary>
    public bool IsAlive => Postmaster.Read(folder.PidFile) is { IsServer: true };

    /// <returns>whether it had to be started</returns>
    public async Task<bool> StartOrJoinAsync()
    {
        await ReachAsync();
        var running = await FindAsync();
        if (running is null)
            await StartAsync();

        _socketFolder = running?.SocketFolder ?? folder.Socket;
        await VerifyAsync();
        return running is null;
    }

    /// <summary>Stops it if it runs, and leaves nothing outside of the cluster's own folder then.</summary>
    public async Task StopAsync()
    {
        if (await FindAsync() is null)
            return;

        await account.RunAsync(_binaries.Tool("pg_ctl"), "-D", folder.Data, "-m", "fast", "-w", "stop");
        if (Directory.Exists(folder.Socket))
            Directory.Delete(folder.Socket, recursive: true);
    }

    /// <summary>The server of this very folder: a number in a file proves nothing, so the process must be at home here.</summary>
    /// <returns>null if it is proven that there is none</returns>
    /// <exception cref="InvalidOperationException">there may be one</exception>
    private async Task<Postmaster?> FindAsync()
    {
        if (Postmaster.Read(folder.PidFile) is not { IsServer: true } found)
            return null;

        return await ServerHome.IsInAsync(folder.Data, found.ProcessId) switch
        {
            true => found,
            null when found.IsServer => throw new InvalidOperationException(
                $"Process {found.ProcessId} is a PostgreSQL server that may be serving {folder.Data}, and we may not look into it. Stop it; or if it serves something else, remove {folder.PidFile}."),
            _ => null,
        };
    }

    /// <summary>Makes the account's own folder, and a copy of the binaries if they lie where the account cannot go.</summary>
    private async Task ReachAsync()
    {
        Directory.CreateDirectory(folder.Home, OwnerOnly);
        if (!await account.OwnsAsync(folder.IsInitialised ? folder.Data : folder.Home))
            await account.GiveAsync(folder.Home);
        if (!await account.CanReachAsync(folder.Home))
        {
            throw new InvalidOperationException(
                $"PostgreSQL runs as '{account.Name}', who cannot get into {folder.Home}. Choose a state folder outside private folders such as /root.");
        }

        if (await account.CanReachAsync(_binaries.Tool("postgres")))
            return;

        Directory.CreateDirectory(folder.CopiedBinaries, OwnerOnly);
        await Command.RunAsync("cp", ["-a", "-u", Path.Combine(_binaries.Folder, "..") + "/.", folder.CopiedBinaries]);
        await account.GiveAsync(folder.CopiedBinaries);
        _binaries = _binaries with { Folder = Path.Combine(folder.CopiedBinaries, "bin") };
    }

    private async Task InitialiseAsync()
    {
        if (Directory.Exists(folder.Unfinished))
            Directory.Delete(folder.Unfinished, recursive: true);

        await ClusterSecret.WriteAsync(folder.PasswordForInitdb, secret);
        await account.GiveAsync(folder.PasswordForInitdb);
        string[] speed = isDurable ? [] : ["--no-sync"];
        await account.RunAsync(
            _binaries.Tool("initdb"),
            ["-D", folder.Unfinished, "-U", Role, "--auth=scram-sha-256", $"--pwfile={folder.PasswordForInitdb}",
             "-E", "UTF8", "--locale=C.UTF-8", "--data-checksums", "--no-instructions", .. speed]);
        File.Delete(folder.PasswordForInitdb);
        await File.AppendAllTextAsync(Path.Combine(folder.Unfinished, "postgresql.conf"), "\ninclude_if_exists = 'foldcp.conf'\n");
        Directory.Move(folder.Unfinished, folder.Data);
    }

    /// <summary>In a folder that others may write to, a name may be taken: only its owner can set the mode.</summary>
    private async Task MakeSocketFolderAsync()
    {
        try
        {
            Directory.CreateDirectory(folder.Socket, OwnerOnly);
            File.SetUnixFileMode(folder.Socket, OwnerOnly);
        }
        catch (UnauthorizedAccessException taken)
        {
            throw new InvalidOperationException($"{folder.Socket} belongs to someone else; remove it, or choose another state folder.", taken);
        }
        await account.GiveAsync(folder.Socket);
    }

    private async Task StartAsync()
    {
        if (!folder.IsInitialised)
            await InitialiseAsync();
        await File.WriteAllTextAsync(folder.Settings, ClusterSettings.Text(folder.Socket, isDurable));
        await MakeSocketFolderAsync();
        if (File.Exists(folder.Log))
            File.Move(folder.Log, folder.Log + ".1", overwrite: true);

        bool wasKilled = await ForgetTheDeadAsync();
        await LaunchAsync(wasKilled ? AttemptsAfterKill : 1);
    }

    /// <summary>Disowns a pid file whose number has gone to a stranger, since PostgreSQL would not start beside it.</summary>
    /// <returns>whether the last server did not stop in order</returns>
    private async Task<bool> ForgetTheDeadAsync()
    {
        var left = Postmaster.Read(folder.PidFile);
        if (left?.Exists == true)
        {
            Postmaster.Disown(folder.PidFile);
            await account.GiveAsync(folder.PidFile);
        }
        return left is not null;
    }

    /// <summary>After a kill, the last server processes need a moment to go, and until then PostgreSQL refuses to start.</summary>
    private async Task LaunchAsync(int attempts)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                await account.RunAsync(_binaries.Tool("pg_ctl"), "-D", folder.Data, "-l", folder.Log, "-w", "-t", "120", "start");
                return;
            }
            catch (PostgresToolException) when (attempt < attempts)
            {
                await Task.Delay(s_betweenAttempts);
            }
            catch (PostgresToolException failed)
            {
                throw new InvalidOperationException($"PostgreSQL did not start: {failed.Message} Its own words are in {folder.Log}.", failed);
            }
        }
    }

    /// <summary>Nothing is written before the server has shown that it knows our secret and serves our data.</summary>
    private async Task VerifyAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo("postgres") + ";Pooling=false");
        await using var where = source.CreateCommand("show data_directory");
        string data = (string)(await where.ExecuteScalarAsync())!;
        if (!await account.IsSameAsync(data, folder.Data))
            throw new InvalidOperationException($"The server on {_socketFolder} serves {data}, not {folder.Data}.");

        await using var exists = source.CreateCommand($"select 1 from pg_database where datname = '{Database}'");
        if (await exists.ExecuteScalarAsync() is not null)
            return;

        await using var create = source.CreateCommand($"create database {Database}");
        await create.ExecuteNonQueryAsync();
    }

    private string ConnectionTo(string database)
        => new NpgsqlConnectionStringBuilder
        {
            Host = _socketFolder,
            Port = ClusterSettings.Port,
            Username = Role,
            Password = secret,
            Database = database,
            ApplicationName = "FoldCP",
        }.ConnectionString;
}
