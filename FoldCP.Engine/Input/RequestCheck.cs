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
        string[] faults = [.. Options(request.Options), .. Chains(request)];
        if (faults.Length > 0)
            throw FoldException.BadInput(Told(faults));
        if (request.Options.Ranks > 1)
            throw FoldException.Unsupported(RanksRefused(request.Options.Ranks));
    }

    public static string RanksRefused(int ranks) => $"This engine folds with one process only, and {ranks} were asked for. Set ranks to 1.";

    private static string Told(string[] faults) =>
        string.Join(' ', faults.Take(FaultsTold)) + (faults.Length > FaultsTold ? $" And {faults.Length - FaultsTold} more." : "");

    private static IEnumerable<string> Options(FoldOptions options)
    {
        if (options.Samples < 1)
            yield return $"The number of samples is {options.Samples}; it must be 1 or more.";
        if (options.SamplingSteps < 1)
            yield return $"The number of sampling steps is {options.SamplingSteps}; it must be 1 or more.";
        if (options.RecyclingSteps < 0)
            yield return $"The number of recycling steps is {options.RecyclingSteps}; it must be 0 or more.";
        if (options.Ranks < 1)
            yield return $"The number of ranks is {options.Ranks}; it must be 1 or more.";
        if (string.IsNullOrWhiteSpace(options.Weights))
            yield return $"No weights are named. Name a weights file, or '{FoldOptions.DemoWeights}'.";
    }

    private static IEnumerable<string> Chains(FoldRequest request)
    {
        if (request.Chains.Count == 0)
            yield return "The complex has no chains.";
        var seen = new HashSet<string>();
        for (int at = 0; at < request.Chains.Count; at++)
        {
            var group = request.Chains[at];
            if (group.Ids.Count == 0)
                yield return $"The chain group {at + 1} has no chain id.";
            foreach (string id in group.Ids)
            {
                if (!IsId(id))
                    yield return $"'{id}' cannot be a chain id. Use letters and digits, at most {LongestId}.";
                else if (!seen.Add(id))
                    yield return $"The chain id {id} is used twice. Give every chain its own.";
            }
            foreach (string fault in Sequence(group, at))
                yield return fault;
        }
    }

    private const int LongestId = 16;
    private static readonly SearchValues<char> Letters =
        SearchValues.Create([.. Enumerable.Range('A', 26).Select(letter => (char)letter).Where(letter => AminoAcid.Find(letter) is not null)]);

    private static bool IsId(string id) => id.Length is > 0 and <= LongestId && id.All(char.IsAsciiLetterOrDigit);

    private static IEnumerable<string> Sequence(ChainGroup group, int at)
    {
        string chain = group.Ids.Count > 0 ? $"Chain {group.Ids[0]}" : $"The chain group {at + 1}";
        if (group.Sequence.Length == 0)
            yield return $"{chain} has an empty sequence.";
        int wrong = group.Sequence.AsSpan().IndexOfAnyExcept(Letters);
        if (wrong >= 0)
        {
            yield return $"{chain} has {Letter(group.Sequence[wrong])} at position {wrong + 1}, which is no amino acid. "
                + "Use upper-case letters, X for an unknown one.";
        }
    }

    private static string Letter(char letter) => char.IsControl(letter) ? $"a character of code {(int)letter}" : $"'{letter}'";
}
