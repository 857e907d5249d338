using System.Text;
using FoldCP.Engine.Input;
using FoldCP.Engine.Weights.Pickles;

namespace FoldCP.Engine.Chemistry.Toolkit;

/// <summary>
/// Components in the files that Boltz publishes: a folder with a pickle of each (<c>mols</c> of Boltz-2), or a pickle with a dictionary of
/// all (<c>ccd.pkl</c> of Boltz-1). Within the pickles are molecules in RDKit's binary form.
/// </summary>
internal sealed class BoltzMolecules : IMoleculeSource
{
    /// <summary>The environment variable that names the folder or the file.</summary>
    public const string Variable = "FOLDCP_MOLECULES";

    private const int LongestCode = 16;
    private const long LongestMolecule = 16 << 20;
    private const long LongestDictionary = 2_000_000_000;

    private readonly string path;
    private readonly MoleculeReader reader;
    private readonly Lazy<PickleDict>? all;

    /// <exception cref="FoldException">there is no such folder or file</exception>
    public BoltzMolecules(string path, ChemistryToolkit toolkit)
    {
        (this.path, reader) = (path, toolkit.Reader);
        if (File.Exists(path))
            all = new(() => Pickled(path, LongestDictionary) as PickleDict ?? throw Wrong(path, "It is no dictionary of molecules."));
        else if (!Directory.Exists(path))
            throw FoldException.BadInput($"{path} is neither a folder of molecules nor a file.");
    }

    /// <summary>What the environment names; null: nothing.</summary>
    /// <exception cref="FoldException">it cannot be used; in the user's words</exception>
    public static BoltzMolecules? Named()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } named)
            return null;
        return new(Path.GetFullPath(named), ChemistryToolkit.Find()
            ?? throw FoldException.Unsupported($"{Variable} names molecules of Boltz, which need the chemistry toolkit. Install it with {ChemistryToolkit.Setup}"));
    }

    /// <exception cref="FoldException">the file is damaged or hostile, or the molecule's form is not known; in the user's words</exception>
    public Molecule? Find(string code)
    {
        if (all is not null)
            return all.Value.Named.TryGetValue(code, out object? pickled) ? Molecule(path, code, pickled) : null;
        if (code.Length > LongestCode || !code.All(char.IsAsciiLetterOrDigit))
            return null;
        string file = Path.Combine(path, $"{code}.pkl");
        return File.Exists(file) ? Molecule(file, code, Pickled(file, LongestMolecule)) : null;
    }

    private Molecule Molecule(string file, string code, object? pickled)
    {
        if (pickled is not PickleCall { Callee: PickleGlobal { Module: "rdkit.Chem.rdchem", Name: "Mol" }, Arguments.Items: [var argument, ..] }
            || Bytes(argument) is not { } binary)
        {
            throw Wrong(file, $"{code} is no molecule of RDKit.");
        }
        var molecule = Read(file, code, binary).Molecule(code);
        return molecule.Conformers.Count > 0 && molecule.Atoms.Count > 0 ? molecule : throw Wrong(file, $"{code} has no conformer.");
    }

    private ToolkitAnswer Read(string file, string code, byte[] binary)
    {
        try
        {
            return reader.Read(binary);
        }
        catch (InvalidDataException bad)
        {
            throw Wrong(file, $"{code}: {bad.Message}", bad);
        }
    }

    // Protocols before 3 know no bytes: they are the letters of a text.
    private static byte[]? Bytes(object? binary) => binary switch
    {
        byte[] bytes => bytes,
        PickleCall { Callee: PickleGlobal { Module: "_codecs", Name: "encode" }, Arguments.Items: [string text, "latin1"] } => Encoding.Latin1.GetBytes(text),
        _ => null,
    };

    private static object? Pickled(string file, long most)
    {
        if (new FileInfo(file).Length is var length && length > most)
            throw Wrong(file, $"{length} bytes are not plausible.");
        try
        {
            return PickleMachine.Load(File.ReadAllBytes(file));
        }
        catch (PickleException refusal)
        {
            throw Wrong(file, $"Its pickle cannot be read: {refusal.Message}.", refusal);
        }
    }

    private static FoldException Wrong(string file, string why, Exception? cause = null) => FoldException.BadInput($"{file}: {why}", cause);
}
