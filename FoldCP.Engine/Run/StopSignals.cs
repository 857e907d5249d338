using System.Runtime.InteropServices;

namespace FoldCP.Engine.Run;

/// <summary>SIGTERM and SIGINT as a wish to stop: a fold ends by itself at its next step and says so in its folder.</summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public StopSignals() => _registrations = [At(PosixSignal.SIGTERM), At(PosixSignal.SIGINT)];

    public CancellationToken Token => _stop.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private PosixSignalRegistration At(PosixSignal signal) => PosixSignalRegistration.Create(signal, caught =>
    {
        caught.Cancel = true;
        _stop.Cancel();
    });
}
