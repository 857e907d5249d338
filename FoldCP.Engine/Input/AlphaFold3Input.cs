using FoldCP.Engine.Chemistry;

namespace FoldCP.Engine.Input;

/// <summary>From AlphaFold 3's JSON to what is to be folded. What this network has no use for is noted, what would change the fold is refused.</summary>
internal static class AlphaFold3Input
{
    private const int LatestVersion = 4;

    /// <exception cref="FoldException">something in it does not fit</exception>
    public static FoldInput From(AlphaFold3Job job, string file, InputFolder folder)
    {
        FoldException Fault(string what) => FoldException.BadInput($"{file}: {what}");
        if (job.Dialect != "alphafold3")
            throw Fault($"the dialect is '{job.Dialect}'; an input of one complex has 'alphafold3'.");
        if (job.Version is < 1 or > LatestVersion)
            throw FoldException.Unsupported($"{file}: the version is {job.Version}, and this engine reads 1 to {LatestVersion}.");
        var notes = new List<string>();
        MoleculeInput[] molecules = [.. job.Sequences.Select((entity, at) => Molecule(entity, at, folder, Fault, notes))];
        return new(job.Name, molecules)
        {
            Components = Components(job, folder, Fault),
            MappedTemplates = [.. job.Sequences.Select(entity => entity.Protein).OfType<AlphaFold3Polymer>().SelectMany(protein => AlphaFold3Templates.Of(protein, folder, Fault))],
            Files = folder.Found,
            Bonds = [.. (job.BondedAtomPairs ?? []).Select(pair => pair.Count == 2 ? new BondInput(pair[0], pair[1]) : throw Fault("a bond in bondedAtomPairs has two atoms."))],
            Seeds = job.ModelSeeds ?? [],
            Notes = notes,
        };
    }

    private static List<Molecule> Components(AlphaFold3Job job, InputFolder folder, Func<string, FoldException> fault)
    {
        if (Text(job.UserCcd, job.UserCcdPath, "userCCD", folder, fault) is not { } definitions)
            return [];
        using var text = new StringReader(definitions);
        try
        {
            var own = MoleculeLibrary.Definitions(text, "userCCD").Select(molecule => molecule with { IsOwn = true }).ToList();
            if (own.GroupBy(molecule => molecule.Code).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw fault($"userCCD defines {twice.Key} more than once.");
            return own.Count > 0 ? own : throw fault("userCCD defines no component. It must have the dictionary's form: data_ and its code, then the atoms and bonds.");
        }
        catch (InvalidDataException bad)
        {
            throw fault(bad.Message);
        }
    }

    private static MoleculeInput Molecule(AlphaFold3Entity entity, int at, InputFolder folder, Func<string, FoldException> fault, List<string> notes) => entity switch
    {
        { Protein: { } protein, Rna: null, Dna: null, Ligand: null } => Protein(protein, folder, fault),
        { Protein: null, Rna: { } rna, Dna: null, Ligand: null } => Nucleic(rna, ChainKind.Rna, fault, notes),
        { Protein: null, Rna: null, Dna: { } dna, Ligand: null } => Nucleic(dna, ChainKind.Dna, fault, notes),
        { Protein: null, Rna: null, Dna: null, Ligand: { } ligand } => Ligand(ligand, at, fault),
        _ => throw fault($"entry {at + 1} of sequences must have one of protein, rna, dna, ligand."),
    };

    private static PolymerInput Protein(AlphaFold3Polymer chain, InputFolder folder, Func<string, FoldException> fault)
    {
        string name = $"chain {Id(chain)}";
        string? unpaired = Text(chain.UnpairedMsa, chain.UnpairedMsaPath, $"{name}: unpairedMsa", folder, fault);
        string? paired = Text(chain.PairedMsa, chain.PairedMsaPath, $"{name}: pairedMsa", folder, fault);
        if (unpaired is null != paired is null)
            throw fault($"{name} has one of unpairedMsa and pairedMsa. Give both (one may be empty), or none.");
        bool none = unpaired is "" && paired is "";
        return new(chain.Id, ChainKind.Protein, chain.Sequence)
        {
            Modifications = [.. (chain.Modifications ?? []).Select(modification => Modification(modification, isProtein: true, name, fault))],
            AlignmentTexts = unpaired is null || none ? null : new(unpaired, paired!),
            SingleSequence = none,
        };
    }

    private static PolymerInput Nucleic(AlphaFold3Polymer chain, ChainKind kind, Func<string, FoldException> fault, List<string> notes)
    {
        string id = Id(chain);
        if (chain.UnpairedMsa is { Length: > 0 } || chain.UnpairedMsaPath is not null)
            notes.Add($"Chain {id} has an alignment, which this network reads for proteins only.");
        return new(chain.Id, kind, chain.Sequence)
        {
            Modifications = [.. (chain.Modifications ?? []).Select(modification => Modification(modification, isProtein: false, $"chain {id}", fault))],
        };
    }

    private static MoleculeInput Ligand(AlphaFold3Ligand ligand, int at, Func<string, FoldException> fault) => (ligand.CcdCodes, ligand.Smiles) switch
    {
        ({ Count: > 0 } codes, null) => new ComponentInput(ligand.Id, codes),
        (null, { Length: > 0 } smiles) => new SmilesInput(ligand.Id, smiles),
        _ => throw fault($"the ligand at entry {at + 1} of sequences must have one of ccdCodes and smiles."),
    };

    internal static ModificationInput Modification(AlphaFoldModification modification, bool isProtein, string chain, Func<string, FoldException> fault) =>
        (isProtein, modification) switch
        {
            (true, { PtmType: { } type, PtmPosition: { } position, ModificationType: null, BasePosition: null }) => new(position, type),
            (false, { PtmType: null, PtmPosition: null, ModificationType: { } type, BasePosition: { } position }) => new(position, type),
            _ => throw fault($"a modification of {chain} must have {(isProtein ? "ptmType and ptmPosition" : "modificationType and basePosition")}."),
        };

    internal static string Id(AlphaFold3Polymer chain) => chain.Id is [var first, ..] ? first : "without an id";

    internal static string? Text(string? inline, string? path, string name, InputFolder folder, Func<string, FoldException> fault)
    {
        if (inline is not null && path is not null)
            throw fault($"{name} is given both as text and as a path. Keep one.");
        if (path is null)
            return inline;
        return InputFolder.Read(folder.Find(path) ?? throw fault($"{name}: {folder.Lacks(path)}"), text => text.ReadToEnd());
    }
}
