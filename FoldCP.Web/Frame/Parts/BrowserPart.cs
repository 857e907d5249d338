using Microsoft.JSInterop;

namespace FoldCP.Web.Frame.Parts;

/// <summary>
/// A component's part in the browser: the object that <c>attach(component, …)</c> of a script returns, with a method <c>detach</c>.
/// A component may go at any moment, also while its part is on its way: the part is detached as soon as it is there, and nothing
/// that comes of it reaches a page that has long shown something else.
/// </summary>
/// <param name="browser">the browser</param>
/// <param name="script">the module's address</param>
/// <param name="component">whose part; the script may call what it marks as invokable</param>
internal sealed class BrowserPart<TComponent>(IJSRuntime browser, string script, TComponent component) : IAsyncDisposable
    where TComponent : class
{
    private readonly DotNetObjectReference<TComponent> _component = DotNetObjectReference.Create(component);
    private IJSObjectReference? _module;
    private IJSObjectReference? _part;
    private Task _attaching = Task.CompletedTask;
    private bool _isGone;

    /// <summary>Whether it is there; until then calls do nothing.</summary>
    public bool IsAttached => _part is not null && !_isGone;

    /// <param name="arguments">follow the component</param>
    public Task AttachAsync(params object?[] arguments) => _attaching = LoadAsync(arguments);

    /// <summary>Calls a method of the part.</summary>
    public async Task InvokeAsync(string method, params object?[] arguments)
    {
        if (!IsAttached)
            return;

        try
        {
            await _part!.InvokeVoidAsync(method, arguments);
        }
        catch (Exception late) when (ConcernsNobody(late))
        {
            // The component has gone meanwhile.
        }
    }

    public async ValueTask DisposeAsync()
    {
        _isGone = true;
        await _attaching.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (_part is not null)
            {
                await _part.InvokeVoidAsync("detach");
                await _part.DisposeAsync();
            }
            if (_module is not null)
                await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The tab is closed, and all parts with it.
        }
        _component.Dispose();
    }

    private async Task LoadAsync(object?[] arguments)
    {
        try
        {
            _module ??= await browser.InvokeAsync<IJSObjectReference>("import", script);
            if (!_isGone)
                _part = await _module.InvokeAsync<IJSObjectReference?>("attach", [_component, .. arguments]);
        }
        catch (Exception late) when (ConcernsNobody(late))
        {
            // The component has gone meanwhile, and its elements with it.
        }
    }

    private bool ConcernsNobody(Exception fault)
        => _isGone && fault is (JSException or JSDisconnectedException or ObjectDisposedException or OperationCanceledException);
}
