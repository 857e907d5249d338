using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Input;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Features;

/// <summary>Reads templates whose residues the user has laid over those of a chain.</summary>
internal sealed class MappedTemplates(MoleculeLibrary library)
{
    /// <summary>One template for each copy of the chain: how copies lie to each other, it does not tell.</summary>
    /// <exception cref="FoldException">it is no structure of one protein, or lacks a residue that is named</exception>
    public IEnumerable<Template> Of(MappedTemplateInput asked)
    {
        using var text = new StringReader(asked.Mmcif);
        var known = KnownStructure.Read(text, isPdb: false, asked.Name, library);
        var chain = known.Structure.Chains is [{ Kind: ChainKind.Protein } only] ? only
            : throw FoldException.BadInput($"{asked.Name} has {known.Structure.Chains.Count} chains of protein, DNA or RNA. It must have one protein alone.");
        if (asked.Pairs.Where(pair => pair.InTemplate < 0 || pair.InTemplate >= chain.Residues.Count).Select(pair => (int?)pair.InTemplate).FirstOrDefault() is { } outside)
            throw FoldException.BadInput($"{asked.Name}: {outside} in templateIndices is no residue of the template, which has 0 to {chain.Residues.Count - 1}.");
        return asked.Pairs.Count == 0 ? [] : asked.Chains.Select(id => new Template(asked.Name, known.Structure, [.. Stretches(asked, id, chain.Id)], Force: false, double.PositiveInfinity));
    }

    // Runs of pairs that go on by one in both.
    private static IEnumerable<TemplateStretch> Stretches(MappedTemplateInput asked, string id, string templateId)
    {
        var pairs = asked.Pairs.OrderBy(pair => pair.Residue).ToList();
        int start = 0;
        for (int end = 1; end <= pairs.Count; end++)
        {
            if (end < pairs.Count && pairs[end] == (pairs[end - 1].Residue + 1, pairs[end - 1].InTemplate + 1))
                continue;
            var (first, last) = (pairs[start], pairs[end - 1]);
            yield return new(id, first.Residue, last.Residue + 1, templateId, first.InTemplate, last.InTemplate + 1, IsWhole: true);
            start = end;
        }
    }
}
