namespace FoldCP.Engine.Weights.Pickles;

/// <summary>
/// What the calls in a PyTorch pickle mean. The few that carry weights become data; those that weights never need and an
/// attacker does are refused; any other stays a note. Nothing is ever looked up or called.
/// </summary>
internal static class TorchCalls
{
    private const int MostDimensions = 64;

    // Modules whose functions start programs, read files or find other functions.
    private static readonly HashSet<string> s_hostileModules =
    [
        "os", "posix", "nt", "subprocess", "sys", "socket", "shutil", "importlib", "runpy", "pty", "ctypes", "webbrowser", "commands",
        "code", "timeit", "pdb", "bdb", "pickle", "_pickle", "marshal", "multiprocessing", "asyncio", "requests", "urllib",
    ];

    private static readonly HashSet<string> s_hostileBuiltins =
    [
        "eval", "exec", "execfile", "compile", "open", "setattr", "delattr", "__import__", "apply", "input", "globals", "locals", "breakpoint",
    ];

    /// <summary>What a call gives.</summary>
    /// <exception cref="PickleException">it would do harm, or is damaged</exception>
    public static object? Of(object? callee, object? arguments)
    {
        var given = arguments as PickleTuple ?? throw new PickleException("a call has no arguments");
        RefuseHostile(callee);
        // Honest pickles find nested classes and enumerations so; hostile ones what they must not name.
        if (callee is PickleGlobal("__builtin__" or "builtins", "getattr") && given.Items is [var owner, ..])
            RefuseHostile(owner);
        return (callee, given.Items) switch
        {
            (PickleGlobal("torch._utils", "_rebuild_tensor_v2"), [PickleStorage storage, long offset, PickleTuple shape, PickleTuple strides, ..])
                => new PickleTensor(storage, offset, Extents(shape), Extents(strides)),
            (PickleGlobal("torch._utils", "_rebuild_parameter" or "_rebuild_parameter_with_state"), [PickleTensor tensor, ..]) => tensor,
            (PickleGlobal("torch._tensor", "_rebuild_from_type_v2"), [PickleGlobal rebuild, _, PickleTuple inner, ..])
                when rebuild.Module == "torch._utils" => Of(rebuild, inner),
            (PickleGlobal("collections", "OrderedDict") or PickleGlobal("__builtin__" or "builtins", "dict"), []) => new PickleDict(),
            (PickleGlobal("torch", "Size"), [PickleTuple size]) => size,
            _ => new PickleCall(callee, given),
        };
    }

    /// <summary>An object of a class, made without its constructor.</summary>
    public static PickleCall Object(object? type, object? arguments)
    {
        RefuseHostile(type);
        return new(type, arguments as PickleTuple ?? throw new PickleException("an object has no arguments"));
    }

    /// <summary>What a persistent id names: a storage, nothing else.</summary>
    public static PickleStorage Storage(object? id)
        => id is PickleTuple { Items: ["storage", PickleGlobal type, string key, _, long count, ..] }
            ? new(type.Name, key, count)
            : throw new PickleException("it points to something that is no storage");

    private static void RefuseHostile(object? callee)
    {
        if (callee is PickleGlobal(var module, var name)
            && (s_hostileModules.Contains(module.Split('.')[0])
                || (module is "__builtin__" or "builtins" && s_hostileBuiltins.Contains(name))))
        {
            throw new PickleException($"it is hostile: it would call {module}.{name} in Python. Do not open this file anywhere");
        }
    }

    private static long[] Extents(PickleTuple numbers)
        => numbers.Items.Length <= MostDimensions
            ? [.. numbers.Items.Select(number => number as long? ?? throw new PickleException("a tensor's shape is no list of integers"))]
            : throw new PickleException($"a tensor of {numbers.Items.Length} dimensions is not plausible");
}
