using System.Text;

namespace FoldCP.Engine.Input;

/// <summary>A header of a FASTA-like file and the lines below it, joined.</summary>
/// <param name="Header">without its <c>&gt;</c></param>
/// <param name="Text">without line breaks and blanks</param>
/// <param name="Line">of the header, from 1</param>
internal sealed record FastaRecord(string Header, string Text, int Line)
{
    /// <summary>All records of a file; lines that begin with # are comments.</summary>
    /// <exception cref="FoldException">the file cannot be read, or has text before its first header</exception>
    public static IEnumerable<FastaRecord> ReadAll(string path) => InputFolder.Read(path, text => ReadAll(text, Path.GetFileName(path)).ToList());

    public static IEnumerable<FastaRecord> ReadAll(TextReader file, string name)
    {
        (string Header, int Line)? open = null;
        var text = new StringBuilder();
        int number = 0;
        while (file.ReadLine() is { } raw)
        {
            number++;
            string line = raw.Trim(' ', '\t', '\r', '\0');
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (line[0] == '>')
            {
                if (open is { } done)
                    yield return new(done.Header, text.ToString(), done.Line);
                (open, text) = ((line[1..].Trim(), number), text.Clear());
            }
            else if (open is null)
            {
                throw FoldException.BadInput($"{name}, line {number}: a sequence stands before the first header. Write a line that begins with '>' above it.");
            }
            else
            {
                text.Append(line);
            }
        }
        if (open is { } last)
            yield return new(last.Header, text.ToString(), last.Line);
    }
}
