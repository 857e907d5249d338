using System.Globalization;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Mmcif;

namespace FoldCP.Engine.Structures;

/// <summary>The polymers of an mmCIF file's first model: whole sequences, with the atoms that are resolved.</summary>
internal static class MmcifChains
{
    /// <exception cref="InvalidDataException">it is no structure file</exception>
    public static IEnumerable<KnownChain> Read(TextReader text, string name)
    {
        var file = CifFile.Read(text, name);
        var (kinds, sequences) = (Kinds(file), Sequences(file));
        foreach (var chain in AtomSites.Of(file).GroupBy(site => (site.Chain, site.Entity)).Where(chain => kinds.ContainsKey(chain.Key.Entity)))
        {
            var (number, kind) = kinds[chain.Key.Entity];
            yield return new(chain.Key.Chain, number, kind, sequences.GetValueOrDefault(chain.Key.Entity) ?? Found(chain), [.. chain]);
        }
    }

    // Where the file does not tell the sequence: the residues that have atoms.
    private static (int, string)[] Found(IEnumerable<AtomSite> sites) =>
    [
        .. sites.Where(site => site.SequenceNumber is not null).GroupBy(site => site.SequenceNumber!.Value).OrderBy(residue => residue.Key)
            .Select(residue => (residue.Key, residue.First().Component)),
    ];

    // By entity: its number among all entities, and what it is made of. Mirrored proteins and hybrids are left out, as in the reference.
    private static Dictionary<string, (int Number, ChainKind Kind)> Kinds(CifFile file)
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
