namespace FoldCP.Web.Frame.Live;

/// <summary>Says, over whatever page is open, that it waits for the database.</summary>
public sealed partial class DatabaseNote(DatabaseWait database) : IDisposable
{
    public void Dispose() => database.Changed -= Show;

    protected override void OnInitialized() => database.Changed += Show;

    private void Show() => InvokeAsync(StateHasChanged);
}
