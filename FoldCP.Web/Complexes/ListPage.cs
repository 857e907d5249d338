using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace FoldCP.Web.Complexes;

/// <summary>The part of a list that is drawn.</summary>
/// <param name="First">the place of its first row, from 0</param>
/// <param name="Rows">in their order</param>
public sealed record ListPage(int First, IReadOnlyList<ComplexRow> Rows)
{
    public static readonly ListPage Empty = new(0, []);

    public bool Draws(int? place) => place >= First && place < First + Rows.Count;

    /// <exception cref="OperationCanceledException">of the request's own token: any other would count as a fault of the page</exception>
    public static async Task<ListPage> ReadAsync(
        ListSnapshot list, ItemsProviderRequest asked, Func<IReadOnlyList<Guid>, CancellationToken, Task<IReadOnlyList<ComplexRow>>> read)
    {
        int count = Math.Clamp(list.Count - asked.StartIndex, 0, asked.Count);
        try
        {
            return new ListPage(asked.StartIndex, await read([.. list.Ids.Skip(asked.StartIndex).Take(count)], asked.CancellationToken));
        }
        catch (OperationCanceledException) when (asked.CancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(asked.CancellationToken);
        }
    }
}
