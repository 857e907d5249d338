using System.Runtime.InteropServices;
using System.Text;

namespace FoldCP.Engine.Chemistry.Toolkit;

/// <summary>RDKit, reached by a small library of our own that <c>foldcp setup-chem</c> builds; not every installation has it.</summary>
public sealed unsafe class ChemistryToolkit
{
    /// <summary>How it is installed.</summary>
    public const string Setup = "./foldcp setup-chem";

    private const int Version = 1;

    // The first molecule of a fresh process of the reference is drawn with it: RDKit's own seed.
    private const int Seed = 42;

    private static readonly Lazy<(ChemistryToolkit? Toolkit, string? Fault)> Installed = new(Load);

    private readonly delegate* unmanaged<byte*, int, int, byte*> draw;
    private readonly delegate* unmanaged<int, int*, int*, double*, int, int*, int*, byte*> shape;
    private readonly delegate* unmanaged<byte*, void> free;

    private ChemistryToolkit(nint library, string path)
    {
        Reader = new(path);
        draw = (delegate* unmanaged<byte*, int, int, byte*>)NativeLibrary.GetExport(library, "foldcp_chem_draw");
        shape = (delegate* unmanaged<int, int*, int*, double*, int, int*, int*, byte*>)NativeLibrary.GetExport(library, "foldcp_chem_shape");
        free = (delegate* unmanaged<byte*, void>)NativeLibrary.GetExport(library, "foldcp_chem_free");
        var release = (delegate* unmanaged<byte*>)NativeLibrary.GetExport(library, "foldcp_chem_toolkit");
        Release = Marshal.PtrToStringUTF8((nint)release())!;
    }

    /// <summary>The installed one; null: there is none that can be used.</summary>
    public static ChemistryToolkit? Find() => Installed.Value.Toolkit;

    /// <summary>Reads SMILES with the installed one; null if none is installed. One that cannot be used refuses them in words.</summary>
    public static SmilesReader? Smiles => Installed.Value switch
    {
        (Toolkit: { } toolkit, _) => toolkit.Draw,
        (_, Fault: { } fault) => (_, _, _) => throw new InvalidDataException(fault),
        _ => null,
    };

    /// <summary>Finds shapes with the installed one; null: there is none that can be used.</summary>
    public static ShapeReader? Shapes => Find() is { } toolkit ? toolkit.Shape : null;

    /// <summary>RDKit's release, such as <c>2022.09.3</c>.</summary>
    public string Release { get; }

    /// <summary>What reads molecules in RDKit's own form.</summary>
    internal MoleculeReader Reader { get; }

    /// <summary>Loads a toolkit's library.</summary>
    /// <exception cref="InvalidDataException">it is none, or of another version than this engine needs; in the user's words</exception>
    public static ChemistryToolkit Open(string path)
    {
        try
        {
            nint library = NativeLibrary.Load(path);
            var version = (delegate* unmanaged<int>)NativeLibrary.GetExport(library, "foldcp_chem_version");
            int found = version();
            return found == Version
                ? new(library, path)
                : throw new InvalidDataException(
                    $"The chemistry toolkit {path} is of version {found}, and this engine needs version {Version}. Build it again: {Setup}");
        }
        catch (Exception bad) when (bad is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            throw new InvalidDataException($"{path} is no chemistry toolkit that can be loaded. Build it again: {Setup} ({bad.Message})", bad);
        }
    }

    /// <summary>Makes a molecule of a SMILES string in the reference's steps, as <see cref="SmilesReader"/> tells.</summary>
    public Molecule Draw(string smiles, string code, bool standardised) => Draw(smiles, code, standardised, Seed);

    /// <param name="smiles">as the user wrote it</param>
    /// <param name="code">what the molecule is to be called</param>
    /// <param name="standardised">whether salts are to be removed and charges balanced first</param>
    /// <param name="seed">of the conformer; negative: go on with the random numbers of the whole process, as the reference does</param>
    internal Molecule Draw(string smiles, string code, bool standardised, int seed)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(smiles + '\0'))
            return Accepted(draw(text, standardised ? 1 : 0, seed)).Molecule(code) with { IsOwn = true };
    }

    /// <summary>What the shape of a molecule has to fulfil, as <see cref="ShapeReader"/> tells; its handedness is that of its first conformer.</summary>
    public MoleculeShape? Shape(Molecule molecule)
    {
        int[] elements = [.. molecule.Atoms.Select(atom => atom.Element)];
        int[] charges = [.. molecule.Atoms.Select(atom => atom.Charge)];
        double[] places = [.. molecule.Conformers[0].SelectMany(place => new double[] { place.X, place.Y, place.Z })];
        int[] ends = [.. molecule.Bonds.SelectMany(bond => new[] { bond.First, bond.Second })];
        int[] types = [.. molecule.Bonds.Select(bond => (int)bond.Type)];
        fixed (int* element = elements, charge = charges, end = ends, type = types)
        fixed (double* place = places)
            return Answered(shape(elements.Length, element, charge, place, types.Length, end, type)).Shape?.Shape();
    }

    private ToolkitAnswer Answered(byte* json)
    {
        if (json is null)
            throw new InsufficientMemoryException("There is no memory for the chemistry toolkit's answer.");
        try
        {
            return ToolkitAnswer.Read(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(json));
        }
        finally
        {
            free(json);
        }
    }

    private ToolkitAnswer Accepted(byte* json)
    {
        var answer = Answered(json);
        return answer.Error is null ? answer : throw new InvalidDataException(answer.Error);
    }

    private static (ChemistryToolkit?, string?) Load()
    {
        if (ToolkitFile.Find() is not { } path)
            return (null, null);
        try
        {
            return (Open(path), null);
        }
        catch (InvalidDataException bad)
        {
            return (null, bad.Message);
        }
    }
}
