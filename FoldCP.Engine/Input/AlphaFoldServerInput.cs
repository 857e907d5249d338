using System.Globalization;
using System.Text.Json;
using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>From a job of the AlphaFold Server to what is to be folded: chains get their ids in the order of the file.</summary>
internal static class AlphaFoldServerInput
{
    private const string CodePrefix = "CCD_";
    private const int Letters = 26;

    /// <exception cref="FoldException">something in it does not fit</exception>
    public static FoldInput From(AlphaFoldServerJob job, string file)
    {
        FoldException Fault(string what) => FoldException.BadInput($"{file}, job '{job.Name}': {what}");
        if (job.Dialect is not (null or "alphafoldserver") || job.Version is not (null or 1))
            throw FoldException.Unsupported($"{file}, job '{job.Name}': the dialect and version are {job.Dialect} {job.Version}; this engine reads alphafoldserver 1.");
        int chains = 0;
        var notes = new List<string>();
        var molecules = new List<MoleculeInput>();
        foreach (var entity in job.Sequences)
        {
            int count = Count(entity);
            if (count < 1)
                throw Fault($"entry {molecules.Count + 1} of sequences has a count of {count}; it must be 1 or more.");
            string[] ids = [.. Enumerable.Range(chains, count).Select(Id)];
            chains += count;
            molecules.Add(Molecule(entity, ids, molecules.Count, Fault, notes));
        }
        return new(job.Name, molecules) { Seeds = [.. (job.ModelSeeds ?? []).Select(seed => Seed(seed, Fault))], Notes = notes };
    }

    /// <summary>A to Z, then AA, BA, CA and so on: the first letter changes first.</summary>
    internal static string Id(int number)
    {
        string id = "";
        for (number++; number > 0; number = (number - 1) / Letters)
            id += (char)('A' + ((number - 1) % Letters));
        return id;
    }

    private static int Count(AlphaFoldServerEntity entity) =>
        entity.ProteinChain?.Count ?? entity.DnaSequence?.Count ?? entity.RnaSequence?.Count ?? entity.Ligand?.Count ?? entity.Ion?.Count ?? 1;

    private static MoleculeInput Molecule(AlphaFoldServerEntity entity, string[] ids, int at, Func<string, FoldException> fault, List<string> notes) => entity switch
    {
        { ProteinChain: { } chain, DnaSequence: null, RnaSequence: null, Ligand: null, Ion: null } => Polymer(chain, ChainKind.Protein, ids, fault, notes),
        { ProteinChain: null, DnaSequence: { } chain, RnaSequence: null, Ligand: null, Ion: null } => Polymer(chain, ChainKind.Dna, ids, fault, notes),
        { ProteinChain: null, DnaSequence: null, RnaSequence: { } chain, Ligand: null, Ion: null } => Polymer(chain, ChainKind.Rna, ids, fault, notes),
        { ProteinChain: null, DnaSequence: null, RnaSequence: null, Ligand: { } ligand, Ion: null } => new ComponentInput(ids, [Code(ligand.Ligand)]),
        { ProteinChain: null, DnaSequence: null, RnaSequence: null, Ligand: null, Ion: { } ion } => new ComponentInput(ids, [Code(ion.Ion)]),
        _ => throw fault($"entry {at + 1} of sequences must have one of proteinChain, dnaSequence, rnaSequence, ligand, ion."),
    };

    private static PolymerInput Polymer(AlphaFoldServerChain chain, ChainKind kind, string[] ids, Func<string, FoldException> fault, List<string> notes)
    {
        string name = $"chain {ids[0]}";
        if (chain.Glycans is { Count: > 0 })
            throw FoldException.Unsupported($"{fault(name).Message} has glycans, which cannot be read from this format. Give them as ligands with bonds, in AlphaFold 3's or Boltz's format.");
        if (chain.UseStructureTemplate == true || chain.MaxTemplateDate is not null)
            notes.Add($"No templates are searched for {name}.");
        return new(ids, kind, chain.Sequence)
        {
            Modifications = [.. (chain.Modifications ?? [])
                .Select(modification => AlphaFold3Input.Modification(modification, kind == ChainKind.Protein, name, fault))
                .Select(modification => modification with { Code = Code(modification.Code) })],
        };
    }

    private static string Code(string code) => code.StartsWith(CodePrefix, StringComparison.Ordinal) ? code[CodePrefix.Length..] : code;

    private static long Seed(JsonElement seed, Func<string, FoldException> fault) =>
        long.TryParse(seed.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : throw fault($"the seed '{seed}' is no whole number.");
}
