namespace FoldCP.Engine.Input;

/// <summary>Reads the constraints of Boltz's YAML input: bonds, pockets and contacts.</summary>
internal static class BoltzYamlConstraints
{
    private const double MaxDistance = 6;

    /// <returns>the input with its constraints, whose chains must be there</returns>
    public static FoldInput AddTo(FoldInput input, YamlPart? constraints)
    {
        var ligands = input.Molecules.Where(molecule => molecule is not PolymerInput).SelectMany(molecule => molecule.Ids).ToHashSet();
        var chains = input.Molecules.SelectMany(molecule => molecule.Ids).ToHashSet();
        var (bonds, pockets, contacts) = (new List<BondInput>(), new List<PocketInput>(), new List<ContactInput>());
        foreach (var item in constraints?.Items() ?? [])
        {
            var (kind, part) = item.Single("bond");
            switch (kind)
            {
                case "bond":
                    bonds.Add(Bond(part, chains));
                    break;
                case "pocket":
                    pockets.Add(Pocket(part, chains, ligands));
                    break;
                case "contact":
                    contacts.Add(Contact(part, chains, ligands));
                    break;
                default:
                    throw part.Fault($"'{kind}' is no kind of constraint. Known are bond, pocket, contact.");
            }
        }
        return input with { Bonds = bonds, Pockets = pockets, Contacts = contacts };
    }

    private static BondInput Bond(YamlPart part, HashSet<string> chains)
    {
        part.AllowOnly("atom1", "atom2");
        var (first, second) = (Atom(part.Need("atom1"), chains), Atom(part.Need("atom2"), chains));
        return first != second ? new(first, second) : throw part.Fault("atom1 and atom2 are the same atom.");
    }

    private static AtomInput Atom(YamlPart part, HashSet<string> chains) => part.Items() is [var chain, var residue, var atom]
        ? new(Chain(chain, chains), residue.WholeNumber(), atom.Text())
        : throw part.Fault($"{part.Name} must be a chain, a residue and an atom, such as [A, 1, CA].");

    private static PocketInput Pocket(YamlPart part, HashSet<string> chains, HashSet<string> ligands)
    {
        part.AllowOnly("binder", "contacts", "max_distance", "force");
        var contacts = part.Need("contacts");
        if (contacts.Items().Count == 0)
            throw contacts.Fault("contacts has no residues. Name some, or remove the pocket.");
        return new(
            Chain(part.Need("binder"), chains),
            [.. contacts.Items().Select(site => Site(site, chains, ligands))],
            Distance(part),
            part.Find("force")?.YesOrNo() ?? false);
    }

    private static ContactInput Contact(YamlPart part, HashSet<string> chains, HashSet<string> ligands)
    {
        part.AllowOnly("token1", "token2", "max_distance", "force");
        return new(
            Site(part.Need("token1"), chains, ligands),
            Site(part.Need("token2"), chains, ligands),
            Distance(part),
            part.Find("force")?.YesOrNo() ?? false);
    }

    private static SiteInput Site(YamlPart part, HashSet<string> chains, HashSet<string> ligands)
    {
        if (part.Items() is not [var chain, var place])
            throw part.Fault($"{part.Name} must be a chain and a residue, or a ligand and an atom, such as [A, 12] or [L, C1].");
        string id = Chain(chain, chains);
        return ligands.Contains(id) ? new(id, null, place.Text()) : new(id, place.WholeNumber(), null);
    }

    private static double Distance(YamlPart part)
    {
        if (part.Find("max_distance") is not { } given)
            return MaxDistance;
        double distance = given.Number();
        return distance > 0 ? distance : throw given.Fault($"max_distance is {given.Text()}; it must be above 0 Å.");
    }

    private static string Chain(YamlPart part, HashSet<string> chains) => chains.Contains(part.Text())
        ? part.Text()
        : throw part.Fault($"there is no chain {part.Text()}. Known are {string.Join(", ", chains)}.");
}
