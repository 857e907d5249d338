using System.Buffers;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>Whether a request makes sense: every fault in a sentence that names the chain, the position, the value.</summary>
internal static class RequestCheck
{
    private const int FaultsTold = 5;

    /// <exception cref="FoldException">it does not</exception>
    public static void Check(FoldRequest request)
    {
        string[] faults = [.. OptionsCheck.Faults(request.Options), .. request.Input is { } input ? Input(input, request) : Chains(request)];
        if (faults.Length > 0)
            throw FoldException.BadInput(Told(faults));
    }

    private static string Told(string[] faults) =>
        string.Join(' ', faults.Take(FaultsTold)) + (faults.Length > FaultsTold ? $" And {faults.Length - FaultsTold} more." : "");

    private static IEnumerable<string> Input(InputReference input, FoldRequest request)
    {
        if (request.Chains.Count > 0)
            yield return "The request has both chains and an input file. Keep one of them.";
        if (string.IsNullOrWhiteSpace(input.File))
            yield return "The input file has no name. Give its path.";
        if (input.Job < 1)
            yield return $"The job of the input file is {input.Job}; jobs are counted from 1.";
    }

    private static IEnumerable<string> Chains(FoldRequest request)
    {
        if (request.Chains.Count == 0)
            yield return "The complex has no chains. Describe them, or name an input file.";
        var seen = new HashSet<string>();
        for (int at = 0; at < request.Chains.Count; at++)
        {
            // The JSON reader refuses null as a value, but not as an element of a list.
            if (request.Chains[at] is not { } group)
            {
                yield return $"The chain group {at + 1} is null. Describe it, or remove it.";
                continue;
            }
            if (!Enum.IsDefined(group.Kind))
                yield return $"{NameOf(group, at)} is of a kind that this engine does not know: {group.Kind}.";
            foreach (string fault in Ids(group, at, seen).Concat(Sequence(group, at)))
                yield return fault;
        }
    }

    private static IEnumerable<string> Ids(ChainGroup group, int at, HashSet<string> seen)
    {
        if (group.Ids.Count == 0)
            yield return $"The chain group {at + 1} has no chain id.";
        foreach (string? id in group.Ids)
        {
            if (id is null)
                yield return $"The chain group {at + 1} has null as a chain id. Use letters and digits, at most {LongestId}.";
            else if (!IsId(id))
                yield return $"'{id}' cannot be a chain id. Use letters and digits, at most {LongestId}.";
            else if (!seen.Add(id))
                yield return $"The chain id {id} is used twice. Give every chain its own.";
        }
    }

    private const int LongestId = 16;
    private static readonly SearchValues<char> Letters =
        SearchValues.Create([.. Enumerable.Range('A', 26).Select(letter => (char)letter).Where(letter => AminoAcid.Find(letter) is not null)]);

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(char.IsAsciiLetterOrDigit);

    private static IEnumerable<string> Sequence(ChainGroup group, int at)
    {
        string chain = NameOf(group, at);
        if (group.Sequence.Length == 0)
            yield return $"{chain} has an empty sequence.";
        int wrong = group.Sequence.AsSpan().IndexOfAnyExcept(Letters);
        if (wrong >= 0)
        {
            yield return $"{chain} has {Letter(group.Sequence[wrong])} at position {wrong + 1}, which is no amino acid. "
                + "Use upper-case letters, X for an unknown one.";
        }
    }

    private static string NameOf(ChainGroup group, int at)
        => group.Ids.Count > 0 && group.Ids[0] is { } id ? $"Chain {id}" : $"The chain group {at + 1}";

    private static string Letter(char letter) => char.IsControl(letter) ? $"a character of code {(int)letter}" : $"'{letter}'";
}
