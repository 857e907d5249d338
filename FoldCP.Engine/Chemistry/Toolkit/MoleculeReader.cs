using System.Diagnostics;

namespace FoldCP.Engine.Chemistry.Toolkit;

/// <summary>
/// Reads molecules in RDKit's binary form. RDKit believes what it reads, so it does that in a process of its own, whose memory and time
/// are limited: damaged or hostile bytes can at worst end it.
/// </summary>
internal sealed class MoleculeReader(string library)
{
    private const int MostBytes = 16 << 20;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    /// <exception cref="InvalidDataException">it is no molecule, or none that this RDKit can read; in the user's words</exception>
    public ToolkitAnswer Read(byte[] binary)
    {
        if (binary.Length > MostBytes)
            throw new InvalidDataException($"A molecule of {binary.Length} bytes is not plausible.");
        using var process = Started();
        using var late = new Timer(_ => process.Kill(), null, Longest, Timeout.InfiniteTimeSpan);
        try
        {
            process.StandardInput.BaseStream.Write(binary);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended before it had read all: its exit code tells.
        }
        using var json = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(json);
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidDataException("RDKit breaks down when it reads this molecule: the bytes are damaged, or not what they say.");
        var answer = ToolkitAnswer.Read(json.ToArray());
        return answer.Error is null ? answer : throw new InvalidDataException(answer.Error);
    }

    private Process Started()
    {
        string reader = ToolkitFile.ReaderOf(library);
        if (!File.Exists(reader))
            throw new InvalidDataException($"The chemistry toolkit is not whole: {reader} is missing. Build it again: {ChemistryToolkit.Setup}");
        var start = new ProcessStartInfo(reader, [library]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }
}
