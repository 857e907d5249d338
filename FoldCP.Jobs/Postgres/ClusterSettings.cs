namespace FoldCP.Jobs.Postgres;

/// <summary>What our <c>foldcp.conf</c> says to PostgreSQL.</summary>
internal static class ClusterSettings
{
    /// <summary>The only name of the server's socket file; nothing listens on a network.</summary>
    public const int Port = 5432;

    /// <param name="socketFolder">without quotes or commas in its name</param>
    /// <param name="isDurable">false only for throw-away data: a power cut may then lose everything</param>
    public static string Text(string socketFolder, bool isDurable)
        => $"""
            # Written by FoldCP at each start.
            listen_addresses = ''
            port = {Port}
            unix_socket_directories = '{socketFolder}'
            unix_socket_permissions = 0700
            max_connections = 300
            shared_buffers = 128MB
            {(isDurable ? "" : "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")}
            """;
}
