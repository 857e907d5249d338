using FoldCP.Engine.Chemistry;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace FoldCP.Engine.Input;

/// <summary>Reads Boltz's YAML input: molecules, constraints, templates and properties.</summary>
public static class BoltzYaml
{
    private const int Version = 1;

    /// <exception cref="FoldException">it is not such a file; the message names the line</exception>
    public static FoldInput Read(string path)
    {
        var root = Root(path);
        root.AllowOnly("version", "sequences", "constraints", "templates", "properties");
        if (root.Find("version") is { } version && version.WholeNumber() != Version)
            throw version.Fault($"the version is {version.Text()}, and this engine reads version {Version}.");
        var folder = new InputFolder(path);
        var sequences = root.Need("sequences");
        var input = new FoldInput(
            Path.GetFileNameWithoutExtension(path),
            MoleculeCopies.Gathered([.. sequences.Items().Select(item => Molecule(item, folder))]));
        input = BoltzYamlConstraints.AddTo(input, root.Find("constraints")) with
        {
            Templates = [.. (root.Find("templates")?.Items() ?? []).Select(template => Template(template, folder))],
            AffinityBinder = AffinityBinder(root.Find("properties")),
        };
        input = input with { Files = folder.Found };
        InputCheck.Check(input, Path.GetFileName(path));
        return input;
    }

    private static YamlPart Root(string path)
    {
        string name = Path.GetFileName(path);
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(InputFolder.Read(path, text => text.ReadToEnd())));
            return stream.Documents.Count > 0 && stream.Documents[0].RootNode is YamlMappingNode root
                ? new YamlPart(name, root, "the file")
                : throw FoldException.BadInput($"{name} has no keys. It must have 'sequences:'.");
        }
        catch (YamlException bad)
        {
            throw FoldException.BadInput($"{name}, line {bad.Start.Line}: this is not YAML: {bad.Message}", bad);
        }
    }

    private static MoleculeInput Molecule(YamlPart item, InputFolder folder)
    {
        var (kind, molecule) = item.Single("protein");
        return kind switch
        {
            "protein" => Polymer(molecule, ChainKind.Protein, folder),
            "dna" => Polymer(molecule, ChainKind.Dna, folder),
            "rna" => Polymer(molecule, ChainKind.Rna, folder),
            "ligand" => Ligand(molecule),
            _ => throw molecule.Fault($"'{kind}' is no kind of molecule. Known are protein, dna, rna, ligand."),
        };
    }

    private static PolymerInput Polymer(YamlPart molecule, ChainKind kind, InputFolder folder)
    {
        molecule.AllowOnly("id", "sequence", "msa", "modifications", "cyclic");
        var msa = molecule.Find("msa");
        if (msa is not null && kind != ChainKind.Protein)
            throw msa.Fault($"only proteins have an alignment, and this is {molecule.Name}. Remove msa.");
        bool none = msa?.Text() == "empty";
        return new(Ids(molecule), kind, molecule.Need("sequence").Text())
        {
            Modifications = [.. (molecule.Find("modifications")?.Items() ?? []).Select(Modification)],
            IsCyclic = molecule.Find("cyclic")?.YesOrNo() ?? false,
            AlignmentFile = msa is null || none ? null : folder.Find(msa.Text()) ?? throw msa.Fault(folder.Lacks(msa.Text())),
            SingleSequence = none,
        };
    }

    private static ModificationInput Modification(YamlPart part)
    {
        part.AllowOnly("position", "ccd");
        return new(part.Need("position").WholeNumber(), part.Need("ccd").Text());
    }

    private static MoleculeInput Ligand(YamlPart molecule)
    {
        molecule.AllowOnly("id", "ccd", "smiles", "cyclic");
        if (molecule.Find("cyclic") is { } cyclic && cyclic.YesOrNo())
            throw cyclic.Fault("a ligand cannot be cyclic here; its rings are part of its definition. Remove cyclic.");
        return (molecule.Find("ccd"), molecule.Find("smiles")) switch
        {
            ({ } codes, null) => new ComponentInput(Ids(molecule), [.. codes.OneOrMore().Select(code => code.Text())]),
            (null, { } smiles) => new SmilesInput(Ids(molecule), smiles.Text()),
            (null, null) => throw molecule.Fault("the ligand has neither ccd nor smiles. Give one of them."),
            _ => throw molecule.Fault("the ligand has both ccd and smiles. Keep one of them."),
        };
    }

    private static IReadOnlyList<string> Ids(YamlPart molecule) => [.. molecule.Need("id").OneOrMore().Select(id => id.Text())];

    private static TemplateInput Template(YamlPart part, InputFolder folder)
    {
        part.AllowOnly("cif", "pdb", "chain_id", "template_id", "force", "threshold");
        var (cif, pdb) = (part.Find("cif"), part.Find("pdb"));
        var file = (cif ?? pdb) ?? throw part.Fault("the template has neither cif nor pdb. Give the path of one.");
        bool force = part.Find("force")?.YesOrNo() ?? false;
        return new(
            folder.Find(file.Text()) ?? throw file.Fault(folder.Lacks(file.Text())),
            cif is null,
            Names(part.Find("chain_id")),
            Names(part.Find("template_id")),
            force,
            force ? part.Need("threshold").Number() : double.PositiveInfinity);
    }

    private static string[]? Names(YamlPart? part) => part is null ? null : [.. part.OneOrMore().Select(name => name.Text())];

    private static string? AffinityBinder(YamlPart? properties)
    {
        string? binder = null;
        foreach (var item in properties?.Items() ?? [])
        {
            var (key, value) = item.Single("affinity");
            if (key != "affinity")
                throw value.Fault($"'{key}' is no property that can be predicted. Known is affinity.");
            value.AllowOnly("binder");
            string named = value.Need("binder").Text();
            if (binder is not null && binder != named)
                throw value.Fault("the affinity of one ligand only can be predicted. Remove the others.");
            binder = named;
        }
        return binder;
    }
}
