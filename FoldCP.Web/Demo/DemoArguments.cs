using System.Net;
using System.Net.Sockets;
using FoldCP.Jobs;

namespace FoldCP.Web.Demo;

/// <summary>What <c>demo [--once] [--state FOLDER] [--url ADDRESS]</c> asks for.</summary>
/// <param name="Once">end when the last fold has ended</param>
/// <param name="Settings">the same as settings of the server</param>
/// <param name="Fault">what is wrong with the command line; null if nothing</param>
internal sealed record DemoArguments(bool Once, string[] Settings, string? Fault = null)
{
    public const string Word = "demo";

    private const string Usage = "Usage: demo [--once] [--state FOLDER] [--url ADDRESS]";

    private const int UsualPort = 5080;

    // The command's own lines are for a person; the log keeps to what went wrong, and to the other stream. EF Core calls it an
    // error that an empty database has no history yet; the keys lie in a folder that only their owner can read.
    private static readonly string[] s_quiet =
    [
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Command=None",
        "--Logging:LogLevel:Microsoft.AspNetCore.DataProtection=Error",
        "--Logging:Console:LogToStandardErrorThreshold=Trace",
    ];

    /// <returns>null if something else than the demo is asked for</returns>
    public static DemoArguments? Of(IReadOnlyList<string> args)
    {
        if (args.Count == 0 || args[0] != Word)
            return null;

        (bool once, string? state, string? url) = (false, null, null);
        for (int i = 1; i < args.Count; i++)
        {
            string? value = i + 1 < args.Count ? args[i + 1] : null;
            switch (args[i])
            {
                case "--once":
                    once = true;
                    break;
                case "--state" when value is not null:
                    (state, i) = (value, i + 1);
                    break;
                case "--url" when value is not null:
                    (url, i) = (value, i + 1);
                    break;
                case "--state" or "--url":
                    return new DemoArguments(once, [], $"{args[i]} wants a value. {Usage}");
                default:
                    return new DemoArguments(once, [], $"{args[i]} is not known. {Usage}");
            }
        }
        return new DemoArguments(once, [.. s_quiet, $"--urls={url ?? FreeAddress()}", .. StateSetting(state)]);
    }

    private static string[] StateSetting(string? folder) => folder is null ? [] : [$"--{StateFolder.Setting}={Path.GetFullPath(folder)}"];

    /// <summary>This machine only, at the usual port or, if that is taken, at any.</summary>
    private static string FreeAddress() => $"http://127.0.0.1:{(IsFree(UsualPort) ? UsualPort : 0)}";

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
