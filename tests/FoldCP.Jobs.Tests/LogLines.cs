using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace FoldCP.Jobs.Tests;

/// <summary>Keeps what is logged, as text.</summary>
internal sealed class LogLines : ILogger
{
    private readonly ConcurrentQueue<string> _lines = [];

    public bool Any(Func<string, bool> which) => _lines.Any(which);

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        => _lines.Enqueue(formatter(state, exception));
}
