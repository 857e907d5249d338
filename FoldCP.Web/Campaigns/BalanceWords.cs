using FoldCP.Web.Frame.Parts;
using FoldCP.Web.Frame.States;

namespace FoldCP.Web.Campaigns;

/// <summary>A campaign's balance as an equation that anyone can check.</summary>
internal static class BalanceWords
{
    /// <summary>"3,633 complexes = 12 done + 1 failed + 0 cancelled + 40 under way + 902 ready + 2,678 cannot be folded".</summary>
    public static string SumInWords(this StateBalance balance)
    {
        int cannot = balance[ComplexState.MissingSequences] + balance[ComplexState.Unsupported];
        return $"{Figures.Count(balance.Total, "complex", "complexes")} = {Part(balance[ComplexState.Done], "done")} + {Part(balance[ComplexState.Failed], "failed")}"
            + $" + {Part(balance[ComplexState.Cancelled], "cancelled")} + {Part(balance.Underway, "under way")} + {Part(balance[ComplexState.Ready], "ready")}"
            + $" + {Part(cannot, "cannot be folded yet")}";
    }

    private static string Part(int count, string word) => $"{Figures.Count(count)} {word}";
}
