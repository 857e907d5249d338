using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace FoldCP.Contract;

/// <summary>
/// The folder that is the whole border between those who ask for folds and the engine; <c>docs/run-folder.md</c> describes it.
/// Each file appears whole: it is written beside its place and renamed.
/// </summary>
public sealed record RunFolder(string Path)
{
    public string Request => File("request.json");

    /// <summary>Held open and locked by the engine that works here; released by the kernel however it ends.</summary>
    public string Lock => File("engine.lock");

    public string Engine => File("engine.json");

    public string Progress => File("progress.jsonl");

    /// <summary>Its time of change is the engine's last sign of life.</summary>
    public string Heartbeat => File("heartbeat");

    /// <summary>Its existence asks the engine to stop at the next step.</summary>
    public string Cancel => File("cancel");

    public string Results => File("results");

    /// <summary>What a fold has after its long parts, for an engine that goes on where this one may have to stop.</summary>
    public string Checkpoints => File("checkpoints");

    public string Done => File("done.json");

    public string Failed => File("failed.json");

    public string Log => File("log.txt");

    public bool HasEnded => System.IO.File.Exists(Done) || System.IO.File.Exists(Failed);

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Reads a file of the contract.</summary>
    /// <returns>null if the file is not there</returns>
    /// <exception cref="InvalidDataException">the file is not what the contract says, with its name and line</exception>
    public static T? Read<T>(string file, JsonTypeInfo<T> type) where T : class
    {
        try
        {
            using var stream = System.IO.File.OpenRead(file);
            return JsonSerializer.Deserialize(stream, type) ?? throw new InvalidDataException($"{file} holds no object.");
        }
        catch (Exception absent) when (absent is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (JsonException bad)
        {
            throw new InvalidDataException($"{file}, line {bad.LineNumber + 1}: {bad.Message}", bad);
        }
    }

    /// <summary>Writes a file so that a reader sees all of it or nothing, also after a power cut.</summary>
    public static void Write<T>(string file, T content, JsonTypeInfo<T> type) => Write(file, content, type, replaces: true);

    /// <summary>The same where several may write: the first of them has said it.</summary>
    /// <returns>false if the file is there already; nothing has changed</returns>
    public static bool WriteFirst<T>(string file, T content, JsonTypeInfo<T> type)
    {
        try
        {
            Write(file, content, type, replaces: false);
            return true;
        }
        catch (IOException) when (System.IO.File.Exists(file))
        {
            return false;
        }
    }

    private static void Write<T>(string file, T content, JsonTypeInfo<T> type, bool replaces)
    {
        string aside = $"{file}.{Environment.ProcessId}.tmp";
        try
        {
            using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write))
            {
                JsonSerializer.Serialize(stream, content, type);
                stream.Flush(flushToDisk: true);
            }
            System.IO.File.Move(aside, file, replaces);
        }
        catch
        {
            System.IO.File.Delete(aside);
            throw;
        }
    }
}
