using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;

namespace FoldCP.Engine.Structures;

/// <summary>A structure that was read, and the one-letter sequences of its chains, X for what has no letter.</summary>
public sealed record KnownStructure(Structure Structure, IReadOnlyDictionary<string, string> Sequences)
{
    private const char NoLetter = 'X';

    /// <summary>Reads the polymers of a file's first model, mmCIF or PDB.</summary>
    /// <exception cref="FoldException">it is no structure file, or has no polymers</exception>
    public static KnownStructure Read(string path, bool isPdb, MoleculeLibrary library) =>
        InputFolder.Read(path, text => Read(text, isPdb, Path.GetFileName(path), library));

    /// <inheritdoc cref="Read(string, bool, MoleculeLibrary)"/>
    /// <param name="text">the file's</param>
    /// <param name="isPdb">whether it is PDB, or mmCIF</param>
    /// <param name="name">what to call it in messages</param>
    /// <param name="library">its components; others are unknown residues</param>
    public static KnownStructure Read(TextReader text, bool isPdb, string name, MoleculeLibrary library)
    {
        try
        {
            return Of(isPdb ? PdbChains.Read(text) : MmcifChains.Read(text, name), name, library);
        }
        catch (InvalidDataException bad)
        {
            throw FoldException.BadInput($"{name}: {bad.Message}", bad);
        }
    }

    private static KnownStructure Of(IEnumerable<KnownChain> chains, string name, MoleculeLibrary library)
    {
        var residues = new KnownResidues(library);
        var builder = new StructureBuilder();
        var letters = new Dictionary<string, string>();
        foreach (var chain in chains.Where(chain => chain.Sequence.Count > 0))
        {
            var sites = chain.Sites.ToLookup(site => site.SequenceNumber);
            builder.Add(chain.Id, chain.Kind, chain.Entity, isCyclic: false,
                chain.Sequence.Select(residue => residues.Of(chain.Kind, residue.Component, [.. sites[residue.Number]])));
            letters.Add(chain.Id, string.Concat(chain.Sequence.Select(residue => StandardResidue.Find(residue.Component)?.Letter ?? NoLetter)));
        }
        return letters.Count > 0
            ? new(builder.Build(), letters)
            : throw FoldException.BadInput($"{name} has no protein, DNA or RNA chain with atoms.");
    }
}

/// <summary>A polymer as a file has it: its whole sequence, and the atoms that were found.</summary>
/// <param name="Id">as the file calls it</param>
/// <param name="Entity">the number that copies share</param>
/// <param name="Kind">what it is made of</param>
/// <param name="Sequence">component by component, with the number that atoms name</param>
/// <param name="Sites">the atoms</param>
internal sealed record KnownChain(
    string Id, int Entity, ChainKind Kind, IReadOnlyList<(int Number, string Component)> Sequence, IReadOnlyList<AtomSite> Sites);
