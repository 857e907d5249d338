using System.Globalization;
using FoldCP.Web.Frame.States;
using Microsoft.AspNetCore.Components;

namespace FoldCP.Web.Complexes;

/// <summary>Text, sizes and states by which complexes are listed, with how many there are of each.</summary>
public sealed partial class ComplexFilter(TimeProvider clock) : IDisposable
{
    /// <summary>Long enough for a word, short enough not to be noticed.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(180);

    private string _text = "";
    private string _sent = "";
    private CancellationTokenSource _typing = new();

    [Parameter, EditorRequired] public required ComplexQuery Query { get; set; }

    [Parameter, EditorRequired] public required StateBalance Facets { get; set; }

    [Parameter] public EventCallback<ComplexQuery> QueryChanged { get; set; }

    private IEnumerable<ComplexState> Shown => StateLook.Order.Where(x => Facets[x] > 0 || Query.States.Contains(x));

    public void Dispose()
    {
        _typing.Cancel();
        _typing.Dispose();
    }

    /// <summary>Takes over a text that came from elsewhere, Back for instance, but never one that is being typed.</summary>
    protected override void OnParametersSet()
    {
        if (Query.Text != _sent)
            _text = _sent = Query.Text;
    }

    private async Task TypeAsync(ChangeEventArgs typed)
    {
        _text = typed.Value?.ToString() ?? "";
        await _typing.CancelAsync();
        _typing.Dispose();
        _typing = new CancellationTokenSource();
        try
        {
            await Task.Delay(Pause, clock, _typing.Token);
        }
        catch (OperationCanceledException)
        {
            return; // another key came
        }
        _sent = _text.Trim();
        await QueryChanged.InvokeAsync(Query with { Text = _sent });
    }

    private Task SetMinAsync(ChangeEventArgs set) => QueryChanged.InvokeAsync(Query with { MinResidues = Number(set) });

    private Task SetMaxAsync(ChangeEventArgs set) => QueryChanged.InvokeAsync(Query with { MaxResidues = Number(set) });

    private Task ToggleAsync(ComplexState state) => QueryChanged.InvokeAsync(Query with { States = Query.States.Toggle(state) });

    private Task ClearAsync() => QueryChanged.InvokeAsync(new ComplexQuery { Sort = Query.Sort, Descending = Query.Descending });

    private static int? Number(ChangeEventArgs set)
        => int.TryParse(set.Value?.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
