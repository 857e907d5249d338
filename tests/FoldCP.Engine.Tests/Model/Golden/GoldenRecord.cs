using System.Globalization;
using System.Text.Json;
using FoldCP.Engine.Features;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Tests.Model.Golden;

/// <summary>Compares what a recorded case has beside tensors: names of atoms, residues and chains, and what was asked of the structure.</summary>
internal static class GoldenRecord
{
    private static readonly string[] OfChain = ["chain_id", "chain_name", "mol_type", "num_residues", "entity_id", "msa_id"];

    public static void Check(GoldenCase c, FoldTarget target, TokenList tokens)
    {
        Strings(c, target, tokens);
        var record = c.Json.GetProperty("record");
        Assert.Equal(Text(record.GetProperty("id")), target.Name);
        Assert.Equal(record.GetProperty("chains").EnumerateArray().Select(Chain), target.Structure.Chains.Select(chain => Chain(chain, target)));
        var options = record.GetProperty("inference_options");
        Assert.Equal(options.GetProperty("pocket_constraints").EnumerateArray().Select(Flat), target.Pockets.Select(Flat));
        Assert.Equal(options.GetProperty("contact_constraints").EnumerateArray().Select(Flat), target.Contacts.Select(Flat));
        Assert.Equal(record.GetProperty("templates").EnumerateArray().Select(Template), target.Templates.SelectMany(Template));
        Assert.Equal(Affinity(record.GetProperty("affinity")), target.Affinity is { } affinity ? $"{affinity.Chain} {Number(affinity.Weight)}" : "");
    }

    private static void Strings(GoldenCase c, FoldTarget target, TokenList tokens)
    {
        foreach (var entry in c.Json.GetProperty("strings").EnumerateObject())
        {
            string[] path = entry.Name["out.".Length..].Split('.');
            var structure = path[0].StartsWith("template", StringComparison.Ordinal) ? target.Templates.Single(template => template.Name == path[1]).Structure : target.Structure;
            var list = ReferenceEquals(structure, target.Structure) ? tokens : TokenList.Of(structure, Generation.Boltz2);
            Assert.Equal(entry.Value.EnumerateArray().Select(Text), Names(string.Join('.', path[^2..]), structure, list));
        }
    }

    private static IEnumerable<string> Names(string column, Structure structure, TokenList tokens) => column switch
    {
        "atoms.name" => structure.Residues.SelectMany(residue => residue.Form.Atoms.Select(atom => atom.Name)),
        "residues.name" => structure.Residues.Select(residue => residue.Form.Name),
        "chains.name" => structure.Chains.Select(chain => chain.Id),
        _ when column.EndsWith("res_name", StringComparison.Ordinal) => tokens.Tokens.Select(token => token.Residue.Form.Name),
        _ => throw new InvalidOperationException($"The case has strings of an unknown kind: {column}."),
    };

    private static string Chain(JsonElement chain) => string.Join(' ', OfChain.Select(name => Text(chain.GetProperty(name))));

    private static string Chain(StructureChain chain, FoldTarget target)
    {
        string alignment = target.Alignments.ContainsKey(chain.Number) ? $"{target.Name}_{chain.Entity}" : "-1";
        return $"{chain.Number} {chain.Id} {(int)chain.Kind} {chain.Residues.Count} {chain.Entity} {alignment}";
    }

    private static string Flat(Pocket pocket) => $"{pocket.Binder} {string.Join(' ', pocket.Sites.Select(Flat))} {Number(pocket.MaxDistance)} {pocket.Force}";

    private static string Flat(Contact contact) => $"{Flat(contact.First)} {Flat(contact.Second)} {Number(contact.MaxDistance)} {contact.Force}";

    private static string Flat(Site site) => $"{site.Chain} {site.Place}";

    private static string Flat(JsonElement json) => json.ValueKind == JsonValueKind.Array ? string.Join(' ', json.EnumerateArray().Select(Flat)) : Text(json);

    private static string Template(JsonElement template) => string.Join(' ', template.EnumerateObject().Select(entry => Text(entry.Value)));

    private static IEnumerable<string> Template(Template template) => template.Stretches.Select(stretch =>
        $"{template.Name} {stretch.Chain} {stretch.Start} {stretch.End} {stretch.TemplateChain} {stretch.TemplateStart} {stretch.TemplateEnd} {template.Force} {Number(template.Threshold)}");

    private static string Affinity(JsonElement affinity) =>
        affinity.ValueKind == JsonValueKind.Null ? "" : $"{Text(affinity.GetProperty("chain_id"))} {Text(affinity.GetProperty("mw"))}";

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Number ? Number(value.GetDouble()) : value.ToString();

    private static string Number(double number) => double.IsInfinity(number) ? "Infinity" : number.ToString("R", CultureInfo.InvariantCulture);
}
