using System.Numerics;

namespace FoldCP.Engine.Tensors;

/// <summary>
/// The order in which NumPy's <c>argsort</c> leaves equal numbers: that of its introsort, which is not stable. Only by going its
/// way can ties be resolved as the reference does.
/// </summary>
internal static class NumpyOrder
{
    private const int LongestInserted = 15;

    /// <summary>The places of the numbers from the smallest to the largest.</summary>
    public static int[] Of(ReadOnlySpan<float> numbers)
    {
        int[] order = [.. Enumerable.Range(0, numbers.Length)];
        Sort(order, numbers, 0, order.Length - 1, 2 * BitOperations.Log2((uint)Math.Max(1, numbers.Length)));
        return order;
    }

    private static void Sort(Span<int> order, ReadOnlySpan<float> numbers, int from, int to, int depth)
    {
        while (to - from > LongestInserted)
        {
            // NumPy goes on by heap here, which numbers have to be made for; they are sorted all the same.
            if (depth-- < 0)
                break;
            int pivot = Partition(order, numbers, from, to);
            // The larger part waits: the parts do not touch each other, so when it is sorted makes no difference.
            Sort(order, numbers, pivot + 1, to, depth);
            to = pivot - 1;
        }
        Insert(order, numbers, from, to);
    }

    private static int Partition(Span<int> order, ReadOnlySpan<float> numbers, int from, int to)
    {
        int middle = from + ((to - from) >> 1);
        SwapIfLess(order, numbers, middle, from);
        SwapIfLess(order, numbers, to, middle);
        SwapIfLess(order, numbers, middle, from);
        float pivot = numbers[order[middle]];
        int left = from;
        int right = to - 1;
        Swap(order, middle, right);
        while (true)
        {
            do
                left++;
            while (numbers[order[left]] < pivot);
            do
                right--;
            while (pivot < numbers[order[right]]);
            if (left >= right)
                break;
            Swap(order, left, right);
        }
        Swap(order, left, to - 1);
        return left;
    }

    private static void Insert(Span<int> order, ReadOnlySpan<float> numbers, int from, int to)
    {
        for (int next = from + 1; next <= to; next++)
        {
            int moved = order[next];
            int at = next;
            for (; at > from && numbers[moved] < numbers[order[at - 1]]; at--)
                order[at] = order[at - 1];
            order[at] = moved;
        }
    }

    private static void SwapIfLess(Span<int> order, ReadOnlySpan<float> numbers, int first, int second)
    {
        if (numbers[order[first]] < numbers[order[second]])
            Swap(order, first, second);
    }

    private static void Swap(Span<int> order, int first, int second) => (order[first], order[second]) = (order[second], order[first]);
}
