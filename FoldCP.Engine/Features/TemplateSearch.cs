using FoldCP.Engine.Alignments;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>Reads templates and finds which of their chains belong to which of the complex's, and where they lie over each other.</summary>
internal sealed class TemplateSearch(MoleculeLibrary library, FoldInput input, Structure structure)
{
    // The sequences as they were written: modified residues by their letters.
    private readonly Dictionary<string, string> sequences = input.Molecules.OfType<PolymerInput>()
        .Where(polymer => polymer.Kind == ChainKind.Protein)
        .SelectMany(polymer => polymer.Ids.Select(id => (id, polymer.Sequence)))
        .ToDictionary(chain => chain.id, chain => chain.Sequence);

    /// <summary>The templates that lie over anything.</summary>
    public IEnumerable<Template> All() => input.Templates.Select(Of).Where(template => template.Stretches.Count > 0);

    private Template Of(TemplateInput asked)
    {
        string name = Path.GetFileNameWithoutExtension(asked.File).Replace(".cif", "", StringComparison.OrdinalIgnoreCase);
        var known = KnownStructure.Read(asked.File, asked.IsPdb, library);
        string[] chains = [.. asked.Chains ?? structure.Chains.Select(chain => chain.Id).Where(sequences.ContainsKey)];
        string[] proteins = [.. known.Structure.Chains.Where(chain => chain.Kind == ChainKind.Protein).Select(chain => chain.Id)];
        string[] templateChains = [.. asked.TemplateChains ?? proteins];
        CheckChains(name, chains, sequences.ContainsKey, "is no protein of this complex");
        CheckChains(name, templateChains, proteins.Contains, $"is no protein of the template; those are {string.Join(", ", proteins)}");
        bool isMatched = asked is { Chains: not null, TemplateChains: not null };
        if (isMatched && chains.Length != templateChains.Length)
            throw FoldException.BadInput($"The template {name} names {chains.Length} chains and {templateChains.Length} of its own. Name as many of both.");
        var pairs = isMatched ? chains.Zip(templateChains) : Matched(chains, templateChains, known);
        return new(name, known.Structure, [.. pairs.SelectMany(pair => Stretches(pair.First, pair.Second, known))], asked.Force, asked.Threshold);
    }

    private static void CheckChains(string template, string[] chains, Func<string, bool> isKnown, string fault)
    {
        if (chains.FirstOrDefault(chain => !isKnown(chain)) is { } unknown)
            throw FoldException.BadInput($"The template {template} names chain {unknown}, which {fault}.");
    }

    private IEnumerable<(string First, string Second)> Matched(string[] chains, string[] templateChains, KnownStructure known)
    {
        var scores = new int[chains.Length, templateChains.Length];
        for (int i = 0; i < chains.Length; i++)
        {
            for (int j = 0; j < templateChains.Length; j++)
                scores[i, j] = SequencePair.GlobalScore(sequences[chains[i]], known.Sequences[templateChains[j]]);
        }
        return BestMatching.Of(scores).Select(pair => (chains[pair.Row], templateChains[pair.Column]));
    }

    private IEnumerable<TemplateStretch> Stretches(string chain, string templateChain, KnownStructure known) =>
        SequencePair.BestOverlaps(sequences[chain], known.Sequences[templateChain]).Select(overlap => new TemplateStretch(
            chain, overlap.First, overlap.First + overlap.Length, templateChain, overlap.Second, overlap.Second + overlap.Length));
}
