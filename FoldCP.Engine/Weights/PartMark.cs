namespace FoldCP.Engine.Weights;

/// <summary>
/// A line beside a part file: where it comes from, and the server's own mark of the file (a strong ETag, or its date). Only a
/// server that still has the same file may add to it.
/// </summary>
internal sealed class PartMark(string part, Uri address)
{
    private string Path => part + ".mark";

    /// <summary>What to ask the address to compare; null if the part file is of another address, or nothing is known of it.</summary>
    public string? ValidatorOf(Uri wanted)
        => File.Exists(Path) && File.ReadAllText(Path).Split('\n') is [var from, { Length: > 0 } validator, ..] && from == wanted.AbsoluteUri ? validator : null;

    public void Remember(HttpResponseMessage answer)
    {
        var validator = answer.Headers.ETag is { IsWeak: false } tag ? tag.Tag : answer.Content.Headers.LastModified?.ToString("R");
        if (validator is null)
            Forget();
        else
            File.WriteAllText(Path, $"{address.AbsoluteUri}\n{validator}\n");
    }

    public void Forget() => File.Delete(Path);
}
