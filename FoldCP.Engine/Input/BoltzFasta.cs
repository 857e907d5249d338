using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>Reads Boltz's FASTA input: each header is <c>&gt;CHAIN|KIND</c>, for proteins perhaps with <c>|ALIGNMENT</c>.</summary>
public static class BoltzFasta
{
    /// <exception cref="FoldException">it is not such a file; the message names the line</exception>
    public static FoldInput Read(string path)
    {
        string name = Path.GetFileName(path);
        var folder = new InputFolder(path);
        var molecules = FastaRecord.ReadAll(path).Select(record => Molecule(record, name, folder)).ToList();
        var input = new FoldInput(Path.GetFileNameWithoutExtension(path), MoleculeCopies.Gathered(molecules)) { Files = folder.Found };
        InputCheck.Check(input, name);
        return input;
    }

    private static MoleculeInput Molecule(FastaRecord record, string file, InputFolder folder)
    {
        FoldException Fault(string what) => FoldException.BadInput($"{file}, line {record.Line}: {what}");
        string[] parts = record.Header.Split(null, 2)[0].Split('|');
        if (parts.Length is < 2 or > 3 || parts[0].Length == 0)
            throw Fault($"'>{record.Header}' must be >CHAIN|KIND or >CHAIN|protein|ALIGNMENT.");
        string kind = parts[1].ToLowerInvariant();
        string? alignment = parts.Length == 3 && parts[2].Length > 0 ? parts[2] : null;
        if (alignment is not null && kind is "rna" or "dna" or "ccd" or "smiles")
            throw Fault($"only proteins have an alignment, and chain {parts[0]} is {kind}.");
        return kind switch
        {
            "protein" => Protein(parts[0], record.Text, alignment, folder, Fault),
            "rna" => new PolymerInput([parts[0]], ChainKind.Rna, record.Text),
            "dna" => new PolymerInput([parts[0]], ChainKind.Dna, record.Text),
            "ccd" => new ComponentInput([parts[0]], [record.Text]),
            "smiles" => new SmilesInput([parts[0]], record.Text),
            _ => throw Fault($"'{parts[1]}' is no kind of molecule. A header is >CHAIN|KIND, and kinds are protein, dna, rna, ccd, smiles."),
        };
    }

    private static PolymerInput Protein(string id, string sequence, string? alignment, InputFolder folder, Func<string, FoldException> fault)
    {
        bool none = alignment == "empty";
        return new([id], ChainKind.Protein, sequence)
        {
            AlignmentFile = alignment is null || none ? null : folder.Find(alignment) ?? throw fault(folder.Lacks(alignment)),
            SingleSequence = none,
        };
    }
}
