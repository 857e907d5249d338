using System.Text;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Sequences;

/// <summary>
/// Collects the letters of one protein as the engine understands them: the 20 amino acids and X. The rarer letters B, J, O, U and Z are
/// read as X, as the reference does; lower case is raised; one final * (stop) is dropped; anything else is a fault.
/// </summary>
internal sealed class ResidueText
{
    /// <summary>The longest chain that is taken; the longest known protein has about 45,000 residues.</summary>
    public const int MaxLength = 100_000;

    // So long a protein of nothing but A, C, G, N, T and U does not exist; a gene does.
    private const int SurelyNucleotides = 30;

    private const string Known = "ACDEFGHIKLMNPQRSTVWYX";
    private const string ReadAsX = "BJOUZ";

    private readonly StringBuilder _residues = new();
    private readonly int[] _replaced = new int[ReadAsX.Length];
    private int? _stop;
    private bool _onlyNucleotides = true;

    /// <summary>What is wrong, with its line and letter; null as long as all is well.</summary>
    public (int Line, string? Value, string Reason)? Fault { get; private set; }

    /// <param name="line">where it stands</param>
    /// <param name="from">the first column that counts, from 0</param>
    public void Add(TextLine line, int from = 0)
    {
        for (int column = from; column < line.Text.Length && Fault is null; column++)
            Add(line.Text[column], line.Number, column + 1);
    }

    /// <summary>The collected residues and what was replaced in them.</summary>
    /// <param name="line">where the record begins, for a fault of the whole</param>
    /// <returns>null if there is a <see cref="Fault"/></returns>
    public (string Residues, string? Replaced)? Finish(int line)
    {
        if (Fault is null && _residues.Length == 0)
            Fault = (line, null, "There are no residues; leave the entry out or add its sequence.");
        if (Fault is null && _onlyNucleotides && _residues.Length >= SurelyNucleotides)
            Fault = (line, _residues.ToString(), "This looks like a nucleotide sequence; give the protein's sequence.");
        return Fault is null ? (_residues.ToString(), Replaced()) : null;
    }

    private void Add(char letter, int line, int column)
    {
        if (char.IsWhiteSpace(letter))
            return;

        char upper = char.ToUpperInvariant(letter);
        int rare = ReadAsX.IndexOf(upper);
        if (_stop is { } at)
            Fault = (line, "*", $"A stop (*) in column {at} is not at the end of the sequence.");
        else if (upper == '*')
            _stop = column;
        else if (rare < 0 && !Known.Contains(upper))
            Fault = (line, letter.ToString(), $"The letter '{letter}' in column {column} is no amino acid. {Advice(letter)}");
        else if (_residues.Length == MaxLength)
            Fault = (line, null, $"The sequence has more than {MaxLength:N0} residues.");
        else
            Append(upper, rare);
    }

    private void Append(char letter, int rare)
    {
        _onlyNucleotides &= "ACGNTU".Contains(letter);
        if (rare >= 0)
            _replaced[rare]++;
        _residues.Append(rare >= 0 ? 'X' : letter);
    }

    private static string Advice(char letter) => letter switch
    {
        '-' or '.' => "Give the sequence without the gaps of an alignment.",
        >= '0' and <= '9' => "Give the sequence without numbers.",
        _ => "Use the 20 one-letter codes, or X for an unknown residue.",
    };

    private string? Replaced()
    {
        var parts = ReadAsX.Select((letter, i) => (letter, count: _replaced[i])).Where(x => x.count > 0).Select(x => $"{x.count} × {x.letter}").ToList();
        return parts.Count == 0 ? null : string.Join(", ", parts);
    }
}
