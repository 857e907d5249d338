namespace FoldCP.Engine.Input;

/// <summary>Reads an input of any format that this engine knows, by the file's ending.</summary>
public static class InputFile
{
    /// <summary>The endings of inputs, for a message.</summary>
    public const string Endings = ".yaml, .yml, .fasta, .fa, .fas or .json";

    /// <summary>Whether a file's ending is that of an input.</summary>
    public static bool IsOne(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml" or ".fasta" or ".fa" or ".fas" or ".json";

    /// <summary>A file of one complex.</summary>
    /// <exception cref="FoldException">it is none or has several, or something in it is wrong</exception>
    public static FoldInput Read(string path) => ReadAll(path) is [var only]
        ? only
        : throw FoldException.BadInput($"{Path.GetFileName(path)} has several jobs. Give each a file of its own.");

    /// <summary>All complexes of a file: only a list of jobs of the AlphaFold Server has more than one.</summary>
    /// <exception cref="FoldException">it is none, or something in it is wrong</exception>
    public static IReadOnlyList<FoldInput> ReadAll(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".yaml" or ".yml" => [BoltzYaml.Read(path)],
        ".fasta" or ".fa" or ".fas" => [BoltzFasta.Read(path)],
        ".json" => AlphaFoldFile.Read(path),
        var other => throw FoldException.BadInput($"{Path.GetFileName(path)} ends in '{other}'. Inputs end in {Endings}."),
    };
}
