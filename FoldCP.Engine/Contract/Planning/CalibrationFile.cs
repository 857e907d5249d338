using System.Text.Json;

namespace FoldCP.Contract.Planning;

/// <summary>Where <c>foldcp calibrate</c> leaves what it measured of a machine, for whoever plans there.</summary>
public static class CalibrationFile
{
    /// <summary>Names another file.</summary>
    public const string Variable = "FOLDCP_CALIBRATION";

    /// <summary>
    /// That which the variable names; else <c>/var/lib/foldcp/calibration.json</c> for root and
    /// <c>$XDG_DATA_HOME/foldcp/calibration.json</c> for everyone else.
    /// </summary>
    public static string Usual()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
            return Path.GetFullPath(chosen);
        if (Environment.IsPrivilegedProcess)
            return "/var/lib/foldcp/calibration.json";
        string data = Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg
            ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.Combine(data, "foldcp", "calibration.json");
    }

    /// <summary>What was measured of this machine, or what is built in if nothing was.</summary>
    /// <exception cref="InvalidDataException">the file is damaged, or of another version</exception>
    public static Calibration Read(string? file = null)
    {
        file ??= Usual();
        if (!File.Exists(file))
            return Calibration.BuiltIn;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(file), CalibrationJson.Default.Calibration) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException damaged)
        {
            throw new InvalidDataException($"{file} is no calibration that this version can read: {damaged.Message} Run foldcp calibrate again, or remove it.", damaged);
        }
    }

    public static void Write(string file, Calibration calibration)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        string beside = file + ".new";
        File.WriteAllText(beside, JsonSerializer.Serialize(calibration, CalibrationJson.Default.Calibration));
        File.Move(beside, file, overwrite: true);
    }
}
