using FoldCP.Jobs.Imports;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Sequences;

/// <summary>
/// Reads FASTA, one record at a time. The name is the header's first word; of <c>sp|P12345|NAME_HUMAN</c> and its like, the accession.
/// </summary>
internal static class FastaReader
{
    /// <returns>the records that can be used; the others are in the ledger, which also has seen each of them</returns>
    public static IEnumerable<SequenceRecord> Read(LineReader lines, RowLedger ledger)
    {
        while (lines.TryRead(out var header))
        {
            ledger.See();
            var residues = new ResidueText();
            while (lines.TryPeek(out var line) && !IsHeader(line) && lines.TryRead(out _))
                residues.Add(line);

            string name = NameIn(header.Text);
            if (name.Length == 0)
                ledger.Reject(header.Number, null, header.Text, "The header has no name; write the protein's accession after the >.");
            else if (residues.Finish(header.Number) is var (letters, replaced))
                yield return new SequenceRecord(header.Number, name, letters, replaced);
            else
                ledger.Reject(residues.Fault!.Value.Line, name, residues.Fault.Value.Value, residues.Fault.Value.Reason);
        }
    }

    public static bool IsHeader(TextLine line) => line.Text.StartsWith('>');

    private static string NameIn(string header)
    {
        string first = header.AsSpan(1).Trim().ToString().Split((char[]?)null, 2)[0];
        string[] parts = first.Split('|');
        string name = parts.Length >= 2 && IsDatabase(parts[0]) ? parts[1] : parts[0];
        return AccessionForms.Key(name);
    }

    // sp, tr, ref, pdb …: the short lower-case word before the accession.
    private static bool IsDatabase(string word) => word.Length is 2 or 3 && word.All(char.IsAsciiLetterLower);
}
