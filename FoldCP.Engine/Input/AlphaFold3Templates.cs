namespace FoldCP.Engine.Input;

/// <summary>The templates of a protein in AlphaFold 3's JSON: each with two lists that say which residues lie over each other.</summary>
internal static class AlphaFold3Templates
{
    /// <exception cref="FoldException">one of them does not fit</exception>
    public static IEnumerable<MappedTemplateInput> Of(AlphaFold3Polymer chain, InputFolder folder, Func<string, FoldException> fault)
        => (chain.Templates ?? []).Select((template, at) => Of(template, $"template {at + 1} of chain {AlphaFold3Input.Id(chain)}", chain, folder, fault));

    private static MappedTemplateInput Of(AlphaFold3Template template, string name, AlphaFold3Polymer chain, InputFolder folder, Func<string, FoldException> fault)
    {
        string mmcif = AlphaFold3Input.Text(template.Mmcif, template.MmcifPath, $"{name}: mmcif", folder, fault) ?? throw fault($"{name} has neither mmcif nor mmcifPath.");
        if (template is not { QueryIndices: { } residues, TemplateIndices: { } inTemplate })
            throw fault($"{name} must have queryIndices and templateIndices: which residues lie over which, counted from 0.");
        if (residues.Count != inTemplate.Count)
            throw fault($"{name} has {residues.Count} queryIndices and {inTemplate.Count} templateIndices. There must be as many of both.");
        if (residues.Where(residue => residue < 0 || residue >= chain.Sequence.Length).Select(residue => (int?)residue).FirstOrDefault() is { } outside)
            throw fault($"{name}: {outside} in queryIndices is no residue of the chain, which has 0 to {chain.Sequence.Length - 1}.");
        if (residues.GroupBy(residue => residue).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw fault($"{name}: {twice.Key} is more than once in queryIndices.");
        return new(name, mmcif, chain.Id, [.. residues.Zip(inTemplate)]);
    }
}
