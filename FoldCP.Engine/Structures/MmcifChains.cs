using System.Globalization;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Structures;

/// <summary>Reads the polymers of an mmCIF file's first model: whole sequences, with the atoms that are resolved.</summary>
public sealed class MmcifStructure
{
    private readonly CifFile file;
    private readonly string name;
    private readonly KnownResidues residues;
    private readonly Dictionary<string, (int Number, string Code)[]> sequences;

    private MmcifStructure(CifFile file, string name, MoleculeLibrary library)
    {
        (this.file, this.name) = (file, name);
        residues = new(library);
        sequences = Sequences(file);
    }

    /// <exception cref="FoldException">it is no structure file, or has no polymers</exception>
    public static KnownStructure Read(string path, MoleculeLibrary library)
    {
        string name = Path.GetFileName(path);
        try
        {
            using var text = InputFolder.Open(path);
            return new MmcifStructure(CifFile.Read(text, name), name, library).Known();
        }
        catch (InvalidDataException bad)
        {
            throw FoldException.BadInput($"{name}: {bad.Message}", bad);
        }
    }

    private KnownStructure Known()
    {
        var kinds = Kinds();
        var builder = new StructureBuilder();
        var letters = new Dictionary<string, string>();
        foreach (var chain in AtomSites.Of(file).GroupBy(site => (site.Chain, site.Entity)))
        {
            if (!kinds.TryGetValue(chain.Key.Entity, out var entity))
                continue;
            var bySequence = chain.Where(site => site.SequenceNumber is not null).ToLookup(site => site.SequenceNumber!.Value);
            var sequence = sequences.GetValueOrDefault(chain.Key.Entity) ?? Found(bySequence);
            if (sequence.Length == 0)
                continue;
            builder.Add(chain.Key.Chain, entity.Kind, entity.Number, isCyclic: false,
                sequence.Select(residue => residues.Of(entity.Kind, residue.Code, [.. bySequence[residue.Number]])));
            letters.Add(chain.Key.Chain, string.Concat(sequence.Select(residue => Letter(residue.Code))));
        }
        return letters.Count > 0
            ? new(builder.Build(), letters)
            : throw FoldException.BadInput($"{name} has no protein, DNA or RNA chain with atoms.");
    }

    // Where the file does not tell the sequence: the residues that have atoms.
    private static (int, string)[] Found(ILookup<int, AtomSite> sites) =>
        [.. sites.OrderBy(residue => residue.Key).Select(residue => (residue.Key, residue.First().Component))];

    private static char Letter(string code) => StandardResidue.Find(code) is { } residue ? residue.Letter : 'X';

    // By entity: its number among all entities, and what it is made of. Mirrored proteins and hybrids are left out, as in the reference.
    private Dictionary<string, (int Number, ChainKind Kind)> Kinds()
    {
        var entities = file.Table("_entity");
        var numbers = Enumerable.Range(0, entities.Rows).ToDictionary(row => entities.Find(row, "id") ?? "");
        var polymers = file.Table("_entity_poly");
        var kinds = new Dictionary<string, (int, ChainKind)>();
        for (int row = 0; row < polymers.Rows; row++)
        {
            string id = polymers.Find(row, "entity_id") ?? "";
            if (Kind(polymers.Find(row, "type")) is { } kind && numbers.TryGetValue(id, out int number))
                kinds.Add(id, (number, kind));
        }
        return kinds;
    }

    private static ChainKind? Kind(string? type) => type switch
    {
        "polypeptide(L)" => ChainKind.Protein,
        "polydeoxyribonucleotide" => ChainKind.Dna,
        "polyribonucleotide" => ChainKind.Rna,
        _ => null,
    };

    // Where several components were found at one place, the first counts.
    private static Dictionary<string, (int, string)[]> Sequences(CifFile file)
    {
        if (file.Find("_entity_poly_seq") is not { } table)
            return [];
        return Enumerable.Range(0, table.Rows)
            .Select(row => (Entity: table.Find(row, "entity_id") ?? "", Number: Number(table, row), Code: table.Find(row, "mon_id") ?? "UNK"))
            .DistinctBy(residue => (residue.Entity, residue.Number))
            .GroupBy(residue => residue.Entity)
            .ToDictionary(entity => entity.Key, entity => entity.Select(residue => (residue.Number, residue.Code)).ToArray());
    }

    private static int Number(CifTable table, int row) => int.TryParse(table.Find(row, "num"), NumberStyles.None, CultureInfo.InvariantCulture, out int number)
        ? number : throw new InvalidDataException($"{table.Category}, row {row + 1}: num is no number.");
}
