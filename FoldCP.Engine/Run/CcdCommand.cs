using System.CommandLine;
using System.Globalization;
using FoldCP.Contract;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Chemistry.Components;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Run;

/// <summary>The command line: <c>foldcp ccd import FILE</c> and those beside it (<c>docs/inputs.md</c>).</summary>
internal sealed class CcdCommand(ComponentCache cache, TimeProvider clock, TextWriter output, TextWriter errors)
{
    private const int Tenths = 10;
    private const string Codes = "Exit codes: 0 done, 1 the disk failed, 2 bad input, 5 cancelled.";

    public static Command All() => new("ccd", "The Chemical Component Dictionary of the wwPDB: ligands, ions, modified residues.")
    {
        Import(), List(), Show(), Subset(),
    };

    /// <returns>the process's exit code</returns>
    public int ImportFrom(string file, CancellationToken stop) => Answered(() =>
    {
        int told = 0;
        var import = new ComponentImport(cache, clock)
        {
            OnFault = fault => errors.WriteLine($"Not read: {fault.Code}: {fault.Why}"),
            OnProgress = (done, components) =>
            {
                if ((int)(done * Tenths) is var tenth && tenth <= told)
                    return;
                told = tenth;
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{tenth * 100 / Tenths} %: {components:N0} components"));
            },
        };
        var imported = import.From(file, stop);
        output.WriteLine($"{imported.Components:N0} components are known now, in {cache.File}.");
        output.WriteLine($"{imported.OfModels:N0} of them have the coordinates of a model, as ideal ones are missing. {imported.Faults:N0} could not be read.");
        return ExitCode.Done;
    });

    /// <returns>the process's exit code</returns>
    public int ShowList() => Answered(() =>
    {
        using var index = cache.Open();
        output.WriteLine(index is null
            ? $"Nothing has been imported into {cache.Folder}. Import the dictionary with: foldcp ccd import FILE"
            : $"{index.Path}: {index.Header.Count:N0} components of {index.Header.Source}, imported {index.Header.ImportedAt:yyyy-MM-dd HH:mm} UTC");
        string[] builtIn = [.. MoleculeLibrary.BuiltIn.Molecules.Select(molecule => molecule.Code)];
        output.WriteLine($"Built in: {builtIn.Length:N0} components: {string.Join(' ', builtIn.Order(StringComparer.Ordinal))}");
        return ExitCode.Done;
    });

    /// <returns>the process's exit code</returns>
    public int ShowOne(string code) => Answered(() =>
    {
        using var index = cache.Open();
        var imported = index?.Find(code);
        var molecule = imported ?? MoleculeLibrary.BuiltIn.Find(code) ?? throw MoleculeLibrary.NotKnown(code);
        ComponentSheet.Write(output, molecule, imported is null ? "built in" : $"imported from {index!.Header.Source}");
        return ExitCode.Done;
    });

    /// <returns>the process's exit code</returns>
    public int WriteSubset(IEnumerable<string> files, string codes, string target) => Answered(() =>
    {
        string[] wanted = [.. File.ReadLines(codes).Where(line => !line.StartsWith('#')).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))];
        var subset = new ComponentSubset();
        foreach (string path in files)
        {
            using var file = new ComponentFile(path);
            subset.Take(file, wanted.ToHashSet());
        }
        string[] missing = [.. wanted.Where(code => !subset.Has(code))];
        if (missing.Length > 0)
            throw new InvalidDataException($"No file has {string.Join(", ", missing)}.");
        using var text = new StringWriter();
        subset.Write(text, wanted);
        File.WriteAllText(target, text.ToString());
        output.WriteLine($"{wanted.Length:N0} components are in {target}.");
        return ExitCode.Done;
    });

    private static CcdCommand Usual() => new(ComponentCache.Usual(), TimeProvider.System, Console.Out, Console.Error);

    private static Command Import()
    {
        var file = new Argument<string>("FILE") { Description = "components.cif or components.cif.gz, or any file of such definitions." };
        var import = new Command("import", $"Make all components of a file known, in place of those imported before; {ComponentCache.Variable} names the folder. " + Codes) { file };
        import.SetAction((parsed, stop) => Task.FromResult(Usual().ImportFrom(parsed.GetRequiredValue(file), stop)));
        return import;
    }

    private static Command List()
    {
        var list = new Command("list", "Show what has been imported, and which components are built in.");
        list.SetAction(_ => Usual().ShowList());
        return list;
    }

    private static Command Show()
    {
        var code = new Argument<string>("CODE") { Description = "A component's code, such as ATP." };
        var show = new Command("show", "Show a component as the engine knows it.") { code };
        show.SetAction(parsed => Usual().ShowOne(parsed.GetRequiredValue(code)));
        return show;
    }

    private static Command Subset()
    {
        var files = new Argument<string[]>("FILE") { Description = "Files of definitions; the first that has a component counts.", Arity = ArgumentArity.OneOrMore };
        var codes = new Option<string>("--codes") { Description = "A text file with their codes.", Required = true };
        var target = new Option<string>("--out") { Description = "The file to write.", Required = true };
        var subset = new Command("subset", "Write some components, without hydrogens and what else is not read: the file that is built in was made so.") { files, codes, target };
        subset.SetAction(parsed => Usual().WriteSubset(parsed.GetRequiredValue(files), parsed.GetRequiredValue(codes), parsed.GetRequiredValue(target)));
        return subset;
    }

    private int Answered(Func<int> act)
    {
        try
        {
            return act();
        }
        catch (OperationCanceledException)
        {
            return Refuse(ExitCode.Cancelled, "Stopped. What was imported before is still there.");
        }
        catch (FoldException told)
        {
            return Refuse(ExitCode.Of(told.Kind), told.Message);
        }
        catch (Exception bad) when (bad is InvalidDataException or FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            return Refuse(ExitCode.BadInput, bad.Message);
        }
        catch (IOException failed)
        {
            return Refuse(ExitCode.Internal, failed.Message);
        }
    }

    private int Refuse(int code, string cause)
    {
        errors.WriteLine(cause);
        return code;
    }
}
