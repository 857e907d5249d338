using System.Collections.Concurrent;
using System.Diagnostics.Tracing;
using System.Globalization;

namespace FoldCP.Engine.Tests.Run.Allocations;

/// <summary>The large objects that the runtime makes for this process, beside what native code allocates.</summary>
internal sealed class ManagedAllocations : EventListener
{
    private const EventKeywords Collector = (EventKeywords)1;

    // Told of each object that is larger than 100 kB, with its size, and now and then of a smaller one.
    private const string Event = "GCAllocationTick";
    private const string Size = "ObjectSize";

    private readonly ConcurrentDictionary<long, bool> _sizes = new();

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Verbose, Collector);
    }

    // The first events come before the constructor's end.
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (eventData.EventName?.StartsWith(Event, StringComparison.Ordinal) == true && eventData.PayloadNames!.IndexOf(Size) is >= 0 and var at)
            _sizes.TryAdd(Convert.ToInt64(eventData.Payload![at], CultureInfo.InvariantCulture), true);
    }

    public override void Dispose()
    {
        base.Dispose();
        if (CountedProcess.OfRuntime is { } file)
            File.WriteAllLines(file, _sizes.Keys.Select(size => size.ToString(CultureInfo.InvariantCulture)));
    }
}
