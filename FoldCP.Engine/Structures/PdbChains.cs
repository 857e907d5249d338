using System.Globalization;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Structures;

/// <summary>
/// The polymers of a PDB file's first model. Their ids are the file's with a 1 behind, such as A1: so the reference calls the
/// first molecule of a chain, after which its ligands and waters come.
/// </summary>
internal static class PdbChains
{
    private const string FirstMolecule = "1";

    /// <exception cref="InvalidDataException">a line cannot be read; the message names it</exception>
    public static IEnumerable<KnownChain> Read(TextReader text)
    {
        var file = new PdbFile(text);
        var entities = new Dictionary<string, int>();
        foreach (var chain in file.Atoms.GroupBy(atom => atom.Chain))
        {
            var residues = chain.GroupBy(atom => atom.Residue).Select(residue => residue.ToList()).ToList();
            if (Kind(residues) is not { } kind)
                continue;
            string[] found = [.. residues.Select(residue => residue[0].Component)];
            string[] sequence = file.Sequences.TryGetValue(chain.Key, out var told) ? [.. told] : found;
            int[] places = SequencePlaces.Of(sequence, found, [.. residues.Select(residue => residue[0].Residue.Number)]);
            entities.TryAdd(string.Join(' ', sequence), entities.Count);
            yield return new(chain.Key + FirstMolecule, entities[string.Join(' ', sequence)], kind,
                [.. sequence.Select((component, at) => (at, component))], [.. residues.SelectMany((residue, at) => Sites(residue, places[at]))]);
        }
    }

    private static ChainKind? Kind(IEnumerable<List<PdbAtom>> residues) =>
        residues.Select(residue => StandardResidue.Find(residue[0].Component)?.Kind).FirstOrDefault(kind => kind is not null);

    // Of alternatives the first counts, and residues without a place in the sequence do not.
    private static IEnumerable<AtomSite> Sites(IEnumerable<PdbAtom> residue, int place) => place < 0 ? [] : residue
        .DistinctBy(atom => atom.Name)
        .Select(atom => new AtomSite(atom.Chain, "", place, atom.Component, atom.Name, atom.Position, atom.BFactor));
}

/// <summary>The number of a residue in a PDB file, with the letter that tells inserted ones apart.</summary>
internal readonly record struct PdbNumber(int Number, char Insertion);

/// <summary>An atom as a PDB file has it.</summary>
internal sealed record PdbAtom(string Chain, PdbNumber Residue, string Component, string Name, System.Numerics.Vector3 Position, float BFactor);

/// <summary>What is read of a PDB file: sequences, and the heavy atoms of the first model's polymers.</summary>
internal sealed class PdbFile
{
    private readonly HashSet<string> ended = [];
    private readonly Dictionary<(string, PdbNumber), string> components = [];

    public PdbFile(TextReader text)
    {
        int number = 0;
        while (text.ReadLine() is { } line && !line.StartsWith("ENDMDL", StringComparison.Ordinal))
            Read(line.PadRight(80), ++number);
    }

    public List<PdbAtom> Atoms { get; } = [];

    /// <summary>By chain.</summary>
    public Dictionary<string, List<string>> Sequences { get; } = [];

    private void Read(string line, int number)
    {
        string chain = line[21..22].Trim();
        switch (line[..6].TrimEnd())
        {
            case "SEQRES":
                string id = line[11..12].Trim();
                if (!Sequences.TryGetValue(id, out var sequence))
                    Sequences.Add(id, sequence = []);
                sequence.AddRange(line[19..70].Split(' ', StringSplitOptions.RemoveEmptyEntries));
                break;
            case "TER":
                ended.Add(chain);
                break;
            case "ATOM" or "HETATM" when !ended.Contains(chain) && !IsHydrogen(line):
                Add(line, chain, number);
                break;
        }
    }

    private void Add(string line, string chain, int number)
    {
        float Number(int start, int length) => float.TryParse(line.AsSpan(start, length), NumberStyles.Float, CultureInfo.InvariantCulture, out float value)
            ? value : throw new InvalidDataException($"line {number}: '{line.Substring(start, length).Trim()}' is no number.");
        if (!int.TryParse(line.AsSpan(22, 4), NumberStyles.Integer, CultureInfo.InvariantCulture, out int residueNumber))
            throw new InvalidDataException($"line {number}: the residue has no number.");
        var residue = new PdbNumber(residueNumber, line[26]);
        string component = line[17..20].Trim();
        if (component == "HOH" || (components.TryGetValue((chain, residue), out string? before) && before != component))
            return;
        components[(chain, residue)] = component;
        Atoms.Add(new(chain, residue, component, line[12..16].Trim(), new(Number(30, 8), Number(38, 8), Number(46, 8)),
            string.IsNullOrWhiteSpace(line[60..66]) ? 0 : Number(60, 6)));
    }

    // Old files do not tell the element: names of hydrogens begin with H, perhaps after a digit.
    private static bool IsHydrogen(string line) => line[76..78].Trim() is { Length: > 0 } element
        ? element is "H" or "D"
        : line[12..16].Trim().TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').StartsWith('H');
}
