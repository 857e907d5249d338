using FoldCP.Jobs.Complexes;
using FoldCP.Jobs.Imports.Text;

namespace FoldCP.Jobs.Imports;

/// <summary>
/// Adds up what a complex set keeps in memory, where it lies as a whole, and refuses a file that says too much. The largest known sets
/// have some ten thousand complexes.
/// </summary>
internal sealed class SetSize
{
    public const int MaxComplexes = 100_000;

    /// <summary>Distinct members, summed over all complexes.</summary>
    public const int MaxMembers = 1_000_000;

    /// <summary>Letters of names, accessions and warnings.</summary>
    public const int MaxLetters = 100_000_000;

    private long _complexes, _members, _letters;

    /// <exception cref="FileFaultException">the set is too large</exception>
    public void Add(ComplexRecord complex)
    {
        _complexes++;
        _letters += complex.Name.Length + complex.Warnings.Sum(x => x.Length) + complex.Members.Sum(x => x.Accession.Length + (x.Name?.Length ?? 0));
        Refuse(_complexes > MaxComplexes, $"{MaxComplexes:N0} complexes", $"; line {complex.Line} is one too many");
        Refuse(_letters > MaxLetters, $"{MaxLetters:N0} letters in names and members", $"; that is reached in line {complex.Line}");
        Grow(complex.Members.Count);
    }

    /// <summary>Members come in, such as those of nested complexes.</summary>
    /// <exception cref="FileFaultException">the set is too large</exception>
    public void Grow(int members)
    {
        _members += members;
        Refuse(_members > MaxMembers, $"{MaxMembers:N0} members in all complexes together", "");
    }

    private static void Refuse(bool isTooMuch, string most, string where)
    {
        if (isTooMuch)
            throw new FileFaultException($"The file has more than {most}, the most that one import takes{where}. Split it into several files.");
    }
}
