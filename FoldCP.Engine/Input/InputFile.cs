namespace FoldCP.Engine.Input;

/// <summary>Reads an input of any format that this engine knows, by the file's ending.</summary>
public static class InputFile
{
    /// <exception cref="FoldException">it is none, or something in it is wrong</exception>
    public static FoldInput Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".yaml" or ".yml" => BoltzYaml.Read(path),
        ".fasta" or ".fa" or ".fas" => BoltzFasta.Read(path),
        var other => throw FoldException.BadInput($"{Path.GetFileName(path)} ends in '{other}'. Inputs end in .yaml, .yml, .fasta, .fa or .fas."),
    };
}
