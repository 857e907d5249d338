using FoldCP.Contract;

namespace FoldCP.Engine.Tests.Run.Ranks;

/// <summary>A small fold to which nothing happens, by one rank; made when it is first asked for.</summary>
public sealed class UndisturbedFold : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private RunFolder? _run;

    internal FoldRequest Request { get; } = Requests.Dimer(new(Samples: 2, RecyclingSteps: 0, SamplingSteps: 2, Precision: "fp64"));

    internal async Task<RunFolder> RunAsync()
    {
        if (_run is null)
        {
            var run = Requests.In(_folder, Request);
            Assert.Equal(ExitCode.Done, await EngineUnderTest.FoldToTheEndAsync(run));
            _run = run;
        }
        return _run;
    }

    public void Dispose() => _folder.Dispose();
}
