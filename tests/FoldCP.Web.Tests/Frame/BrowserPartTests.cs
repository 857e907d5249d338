using FoldCP.Web.Frame.Parts;
using Microsoft.JSInterop;
using Xunit;

namespace FoldCP.Web.Tests.Frame;

/// <summary>A browser answers when it likes, and its page may have gone by then.</summary>
public sealed class BrowserPartTests
{
    private readonly SlowBrowser _browser = new();

    private BrowserPart<BrowserPartTests> Part => field ??= new(_browser, "./a-script.js", this);

    [Fact]
    public async Task A_part_is_attached_called_and_detached()
    {
        var attaching = Part.AttachAsync("an element");
        _browser.Answer("import");
        _browser.Answer("attach");
        await attaching;
        Assert.True(Part.IsAttached);

        var call = Part.InvokeAsync("reveal", 3);
        _browser.Answer("reveal");
        await call;
        var going = Part.DisposeAsync();
        _browser.Answer("detach");
        await going;

        Assert.Equal(["import", "attach", "reveal", "detach"], _browser.Asked);
        Assert.Equal(2, _browser.Released);
        Assert.False(Part.IsAttached);
    }

    [Fact]
    public async Task A_component_that_goes_while_its_script_is_loaded_is_never_attached()
    {
        var attaching = Part.AttachAsync("an element");
        var going = Part.DisposeAsync();

        _browser.Answer("import");

        await attaching;
        await going;
        Assert.Equal(["import"], _browser.Asked);
        Assert.Equal(1, _browser.Released);
    }

    [Fact]
    public async Task A_part_that_comes_too_late_is_detached()
    {
        var attaching = Part.AttachAsync("an element");
        _browser.Answer("import");
        var going = Part.DisposeAsync();

        _browser.Answer("attach");
        _browser.Answer("detach");

        await attaching;
        await going;
        Assert.Equal(["import", "attach", "detach"], _browser.Asked);
        Assert.Equal(2, _browser.Released);
    }

    [Fact]
    public async Task What_fails_because_the_component_has_gone_fails_nothing()
    {
        var attaching = Part.AttachAsync("an element");
        _browser.Answer("import");
        var going = Part.DisposeAsync();

        _browser.Fail("attach", new JSException("the element is null"));

        await attaching;
        await going;
    }

    [Fact]
    public async Task What_fails_on_a_page_that_is_there_is_told()
    {
        var attaching = Part.AttachAsync("an element");

        _browser.Fail("import", new JSException("no such script"));

        await Assert.ThrowsAsync<JSException>(() => attaching);
        Assert.False(Part.IsAttached);
        await Part.InvokeAsync("reveal", 3);
        Assert.Equal(["import"], _browser.Asked);
    }

    /// <summary>Gives each answer when the test says so.</summary>
    private sealed class SlowBrowser : IJSRuntime
    {
        private readonly Dictionary<string, Action<Exception?>> _open = [];

        public List<string> Asked { get; } = [];

        public int Released { get; private set; }

        public void Answer(string call) => _open[call](null);

        public void Fail(string call, Exception fault) => _open[call](fault);

        public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args)
        {
            var answer = new TaskCompletionSource<T>();
            Asked.Add(identifier);
            _open[identifier] = fault =>
            {
                if (fault is null)
                    answer.SetResult(typeof(T) == typeof(IJSObjectReference) ? (T)(object)new Thing(this) : default!);
                else
                    answer.SetException(fault);
            };
            return new ValueTask<T>(answer.Task);
        }

        public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => InvokeAsync<T>(identifier, args);

        /// <summary>A module, or an object that it made.</summary>
        private sealed class Thing(SlowBrowser browser) : IJSObjectReference
        {
            public ValueTask<T> InvokeAsync<T>(string identifier, object?[]? args) => browser.InvokeAsync<T>(identifier, args);

            public ValueTask<T> InvokeAsync<T>(string identifier, CancellationToken cancellationToken, object?[]? args) => browser.InvokeAsync<T>(identifier, args);

            public ValueTask DisposeAsync()
            {
                browser.Released++;
                return ValueTask.CompletedTask;
            }
        }
    }
}
