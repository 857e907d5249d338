using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FoldCP.Engine.Tensors;

/// <summary>
/// How the DllImport names of this assembly are found. An assembly may set one resolver only, so every binding registers
/// its library here instead of setting its own.
/// </summary>
internal static class NativeLibraries
{
    private static readonly ConcurrentDictionary<string, Lazy<nint>> Loaders = new();

    static NativeLibraries()
        => NativeLibrary.SetDllImportResolver(
            typeof(NativeLibraries).Assembly,
            (name, _, _) => Loaders.TryGetValue(name, out var library) ? library.Value : 0);

    public static void Register(string name, Func<nint> load) => Loaders.TryAdd(name, new Lazy<nint>(load));
}
