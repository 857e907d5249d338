using System.Runtime.CompilerServices;
using TorchSharp;

namespace FoldCP.Engine.Tensors;

/// <summary>The tensors of one thread: those in its dispose scopes, and those that were kept out of them by <see cref="Keep"/>.</summary>
internal static class LiveTensors
{
    // Only of threads that were asked to remember them.
    [ThreadStatic]
    private static HashSet<Tensor>? s_kept;

    // Where memory begins that other threads have as well.
    [ThreadStatic]
    private static HashSet<nint>? s_shared;

    /// <summary>From now on this thread remembers what it keeps outside of dispose scopes.</summary>
    public static void Remember() => (s_kept, s_shared) = (new(ReferenceEqualityComparer.Instance), []);

    /// <summary>
    /// Says of tensors that other threads have their memory as well and keep it for as long as this one works, such as weights: what this
    /// thread makes views of is not given back by giving its views back.
    /// </summary>
    public static void LeaveToOthers(IEnumerable<Tensor> tensors) =>
        s_shared?.UnionWith(tensors.Where(tensor => tensor.numel() > 0).Select(NativeTensors.StorageAddress));

    /// <summary>Whether this thread was told so of the memory that begins there.</summary>
    public static bool IsOfOthers(nint address) => s_shared?.Contains(address) == true;

    public static IReadOnlyList<Tensor> OfThisThread()
    {
        s_kept?.RemoveWhere(tensor => tensor.IsInvalid);
        return
        [
            .. Scopes().SelectMany(scope => scope.DisposablesView).OfType<Tensor>().Where(tensor => !tensor.IsInvalid),
            .. s_kept ?? [],
        ];
    }

    extension(Tensor tensor)
    {
        /// <summary>Takes it out of its dispose scope: it is its owner's to give back.</summary>
        public Tensor Keep()
        {
            s_kept?.Add(tensor);
            return tensor.DetachFromDisposeScope();
        }
    }

    private static IEnumerable<DisposeScope> Scopes()
    {
        for (var scope = Innermost(OfThread(null)); scope is not null; scope = Around(scope))
            yield return scope;
    }

    // TorchSharp tells what is in a scope, but not which scopes there are.
    [UnsafeAccessor(UnsafeAccessorKind.StaticMethod, Name = "get_ThreadSingleton")]
    private static extern DisposeScopeManager OfThread(DisposeScopeManager? ofType);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_CurrentDisposeScope")]
    private static extern DisposeScope? Innermost(DisposeScopeManager manager);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "get_OuterScope")]
    private static extern DisposeScope? Around(DisposeScope scope);
}
