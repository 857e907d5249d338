using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run;

/// <summary>A word of a command line with several numbers.</summary>
internal static class Ascending
{
    /// <exception cref="FoldException">it is something else</exception>
    public static int[] Numbers(string list)
    {
        int[] numbers = [.. list.Split(',').Select(word => int.TryParse(word, out int number) && number > 0 ? number : 0)];
        return numbers.Contains(0) || !numbers.SequenceEqual(numbers.Order().Distinct())
            ? throw FoldException.BadInput($"'{list}' is no list of numbers in ascending order, such as 1,2,4.")
            : numbers;
    }
}
