using Hangfire.AspNetCore;
using Hangfire.Logging;
using Microsoft.Extensions.Logging;

namespace FoldCP.Jobs;

/// <summary>
/// Where Hangfire logs. It keeps one place for the whole process, that of the server which was started last, and asks it for loggers while it creates jobs: when
/// that server is gone, the others of the process must still be able to create theirs.
/// </summary>
/// <param name="logs">of the server</param>
internal sealed class HangfireLog(ILoggerFactory logs) : ILogProvider
{
    private readonly AspNetCoreLogProvider _server = new(logs);

    public ILog GetLogger(string name)
    {
        try
        {
            return _server.GetLogger(name);
        }
        catch (ObjectDisposedException)
        {
            return new Silence();
        }
    }

    private sealed class Silence : ILog
    {
        public bool Log(Hangfire.Logging.LogLevel logLevel, Func<string> messageFunc, Exception? exception = null) => false;
    }
}
