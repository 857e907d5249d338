using System.Text.RegularExpressions;

namespace FoldCP.Engine.Alignments;

/// <summary>Numbers species by the mnemonics that end UniProt's entry names, such as HUMAN: the same for all chains of a complex.</summary>
internal sealed partial class SpeciesNumbers
{
    private readonly Dictionary<string, int> numbers = [];

    /// <param name="header">such as <c>sp|P69905|HBA_HUMAN/2-142 words</c></param>
    /// <returns>null where it tells no species</returns>
    public int? Of(string header)
    {
        if (EntryName().Match(header) is not { Success: true } found)
            return null;
        string species = found.Groups["species"].Value;
        numbers.TryAdd(species, numbers.Count);
        return numbers[species];
    }

    [GeneratedRegex(@"^(tr|sp)\|[A-Z0-9]{6,10}(_\d+)?\|[A-Z0-9]{1,10}_(?<species>[A-Z0-9]{1,5})(/|\s|$)")]
    private static partial Regex EntryName();
}
