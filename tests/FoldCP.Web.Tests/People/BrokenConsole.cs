using System.Text;

namespace FoldCP.Web.Tests.People;

/// <summary>Shows lines until a password is in one, as a terminal does that goes away at the wrong moment.</summary>
internal sealed class BrokenConsole : StringWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override Task WriteLineAsync(string? value)
        => value?.Split('-').Length > 3 ? throw new IOException("The terminal is gone.") : base.WriteLineAsync(value);
}
