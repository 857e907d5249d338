using System.Diagnostics;
using FoldCP.Engine.Chemistry.Toolkit;

namespace FoldCP.Engine.Tests.Chemistry;

public sealed class ToolkitFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("toolkit-").FullName;

    [Fact]
    public void A_toolkit_of_another_version_is_refused_in_words()
    {
        string library = Compiled("extern \"C\" int foldcp_chem_version() { return 7; }");

        var refused = Assert.Throws<InvalidDataException>(() => ChemistryToolkit.Open(library));

        Assert.Equal($"The chemistry toolkit {library} is of version 7, and this engine needs version 1. Build it again: ./foldcp setup-chem", refused.Message);
    }

    [Fact]
    public void Another_library_is_refused_in_words()
    {
        string library = Compiled("extern \"C\" int something() { return 1; }");

        var refused = Assert.Throws<InvalidDataException>(() => ChemistryToolkit.Open(library));

        Assert.StartsWith($"{library} is no chemistry toolkit that can be loaded. Build it again: ./foldcp setup-chem", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_library_is_refused_in_words()
    {
        string library = Path.Combine(folder, "text.so");
        File.WriteAllText(library, "text");

        var refused = Assert.Throws<InvalidDataException>(() => ChemistryToolkit.Open(library));

        Assert.StartsWith($"{library} is no chemistry toolkit that can be loaded.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_installed_one_tells_its_release() => Assert.Matches(@"^\d{4}\.\d\d\.\d", TestToolkit.Needed().Release);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Compiled(string source)
    {
        TestToolkit.Needed();       // who has it has a compiler
        string file = Path.Combine(folder, "library");
        File.WriteAllText(file + ".cpp", source);
        using var compiler = Process.Start("g++", ["-shared", "-fPIC", file + ".cpp", "-o", file + ".so"]);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
        return file + ".so";
    }
}
