using System.Runtime.InteropServices;

namespace FoldCP.Engine.Tensors;

/// <summary>The environment as native libraries see it, which those that .NET sets do not reach.</summary>
internal static partial class NativeEnvironment
{
    /// <summary>Sets a variable for libraries that have not read it yet, and for this program.</summary>
    public static void Set(string name, string value)
    {
        Environment.SetEnvironmentVariable(name, value);
        if (SetVariable(name, value, overwrite: 1) != 0)
            throw new InvalidOperationException($"{name} cannot be set.");
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetVariable(string name, string value, int overwrite);
}
