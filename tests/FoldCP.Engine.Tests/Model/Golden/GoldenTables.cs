using System.Numerics;
using FoldCP.Engine.Alignments;
using FoldCP.Engine.Features;
using FoldCP.Engine.Structures;
using static TorchSharp.torch;

namespace FoldCP.Engine.Tests.Model.Golden;

using Outputs = Dictionary<string, Tensor>;

/// <summary>From the engine's structures, tokens and alignments to the reference's tables, column by column.</summary>
internal static class GoldenTables
{
    private const int NameLength = 4;
    private const int FirstCharacter = 32;

    public static void Add(Outputs outputs, string table, Structure structure, Generation generation)
    {
        Chains(outputs, $"{table}.chains", structure);
        Residues(outputs, $"{table}.residues", structure);
        var atoms = structure.Residues.SelectMany(residue => residue.Form.Atoms.Select((atom, at) => (residue, atom, at))).ToList();
        outputs[$"{table}.atoms.coords"] = Places(atoms.Select(a => a.residue.Position(a.at)));
        outputs[$"{table}.atoms.is_present"] = Flags(atoms.Select(a => a.residue.IsPresent(a.at)));
        if (generation == Generation.Boltz1)
        {
            OfBoltz1(outputs, table, structure, atoms);
            return;
        }
        outputs[$"{table}.atoms.bfactor"] = tensor(atoms.Select(a => a.residue.Places?.BFactors[a.at] ?? 0).ToArray());
        outputs[$"{table}.atoms.plddt"] = ones(atoms.Count);
        outputs[$"{table}.coords.coords"] = outputs[$"{table}.atoms.coords"].alias();
        Bonds(outputs, $"{table}.bonds", [.. structure.Bonds, .. structure.Connections]);
        if (table != "struct")
            return;
        outputs[$"{table}.ensemble.atom_coord_idx"] = zeros(1);
        outputs[$"{table}.ensemble.atom_num"] = tensor((long)structure.AtomCount).unsqueeze(0);
        outputs[$"{table}.mask"] = ones(structure.Chains.Count);
    }

    public static void Add(Outputs outputs, string table, TokenList list, Generation generation, int? affinityChain)
    {
        void Put(string column, Func<Token, long> value) => outputs[$"{table}.{column}"] = Numbers(list.Tokens.Select(value));
        Put("token_idx", token => token.Number);
        Put("atom_idx", token => token.FirstAtom);
        Put("atom_num", token => token.AtomCount);
        Put("res_idx", token => token.Residue.Index);
        Put("res_type", token => token.ResType);
        Put("sym_id", token => token.Chain.Copy);
        Put("asym_id", token => token.Chain.Number);
        Put("entity_id", token => token.Chain.Entity);
        Put("mol_type", token => (long)token.Chain.Kind);
        Put("center_idx", token => token.CentreAtom);
        Put("disto_idx", token => token.DistogramAtom);
        Put("resolved_mask", token => token.IsCentrePresent ? 1 : 0);
        Put("disto_mask", token => token.IsDistogramAtomPresent ? 1 : 0);
        Put("cyclic_period", token => token.Chain.CyclicPeriod);
        outputs[$"{table}.center_coords"] = Places(list.Tokens.Select(token => token.Residue.Position(token.CentreAtom - token.Residue.FirstAtom)));
        outputs[$"{table}.disto_coords"] = Places(list.Tokens.Select(token => token.Residue.Position(token.DistogramAtom - token.Residue.FirstAtom)));
        if (generation == Generation.Boltz1)
            return;
        Put("modified", token => token.IsModified ? 1 : 0);
        Put("affinity_mask", token => token.Chain.Number == affinityChain ? 1 : 0);
        var frames = list.Tokens.Select(TokenFrame.Of).ToList();
        outputs[$"{table}.frame_rot"] = tensor(frames.SelectMany(frame => frame.Rotation).ToArray(), frames.Count, 9);
        outputs[$"{table}.frame_t"] = Places(frames.Select(frame => frame.Origin));
        outputs[$"{table}.frame_mask"] = Flags(frames.Select(frame => frame.IsValid));
    }

    public static void AddBonds(Outputs outputs, TokenList list, Generation generation)
    {
        outputs["token_bonds.token_1"] = Numbers(list.Bonds.Select(bond => (long)bond.First));
        outputs["token_bonds.token_2"] = Numbers(list.Bonds.Select(bond => (long)bond.Second));
        if (generation == Generation.Boltz2)
            outputs["token_bonds.type"] = Numbers(list.Bonds.Select(bond => (long)bond.Type + 1));
    }

    public static void Add(Outputs outputs, string table, Alignment alignment)
    {
        var rows = alignment.Rows;
        int length = rows[0].Tokens.Length;
        long[] ends = [.. rows.Select((_, at) => rows.Take(at + 1).Sum(row => (long)row.Deletions.Count))];
        outputs[$"{table}.sequences.seq_idx"] = arange(rows.Count);
        outputs[$"{table}.sequences.taxonomy"] = Numbers(rows.Select(row => (long)(row.Taxonomy ?? -1)));
        outputs[$"{table}.sequences.res_start"] = arange(rows.Count) * length;
        outputs[$"{table}.sequences.res_end"] = (arange(rows.Count) + 1) * length;
        outputs[$"{table}.sequences.del_start"] = Numbers(rows.Select((row, at) => ends[at] - row.Deletions.Count));
        outputs[$"{table}.sequences.del_end"] = Numbers(ends);
        outputs[$"{table}.deletions.res_idx"] = Numbers(rows.SelectMany(row => row.Deletions.Select(deletion => (long)deletion.Residue)));
        outputs[$"{table}.deletions.deletion"] = Numbers(rows.SelectMany(row => row.Deletions.Select(deletion => (long)deletion.Count)));
        outputs[$"{table}.residues.res_type"] = Numbers(rows.SelectMany(row => row.Tokens.Select(token => (long)token)));
    }

    private static void Chains(Outputs outputs, string table, Structure structure)
    {
        void Put(string column, Func<StructureChain, long> value) => outputs[$"{table}.{column}"] = Numbers(structure.Chains.Select(value));
        Put("mol_type", chain => (long)chain.Kind);
        Put("entity_id", chain => chain.Entity);
        Put("sym_id", chain => chain.Copy);
        Put("asym_id", chain => chain.Number);
        Put("atom_idx", chain => chain.FirstAtom);
        Put("atom_num", chain => chain.AtomCount);
        Put("res_idx", chain => chain.FirstResidue);
        Put("res_num", chain => chain.Residues.Count);
        Put("cyclic_period", chain => chain.CyclicPeriod);
    }

    private static void Residues(Outputs outputs, string table, Structure structure)
    {
        void Put(string column, Func<StructureResidue, long> value) => outputs[$"{table}.{column}"] = Numbers(structure.Residues.Select(value));
        Put("res_type", residue => residue.Form.Token);
        Put("res_idx", residue => residue.Index);
        Put("atom_idx", residue => residue.FirstAtom);
        Put("atom_num", residue => residue.Form.Atoms.Count);
        Put("atom_center", residue => residue.CentreAtom);
        Put("atom_disto", residue => residue.DistogramAtom);
        Put("is_standard", residue => residue.Form.IsStandard ? 1 : 0);
        Put("is_present", residue => residue.IsFound ? 1 : 0);
    }

    private static void OfBoltz1(Outputs outputs, string table, Structure structure, List<(StructureResidue Residue, Engine.Chemistry.MoleculeAtom Atom, int At)> atoms)
    {
        outputs[$"{table}.atoms.name"] = Numbers(atoms.SelectMany(a => a.Atom.Name.PadRight(NameLength).Select(letter => (long)(letter - FirstCharacter)))).view(-1, NameLength);
        outputs[$"{table}.atoms.element"] = Numbers(atoms.Select(a => (long)a.Atom.Element));
        outputs[$"{table}.atoms.charge"] = Numbers(atoms.Select(a => (long)a.Atom.Charge));
        outputs[$"{table}.atoms.chirality"] = Numbers(atoms.Select(a => (long)a.Atom.Chirality));
        outputs[$"{table}.atoms.conformer"] = Places(atoms.Select(a => a.Residue.Form.FirstConformer(a.At)));
        outputs[$"{table}.bonds.atom_1"] = Numbers(structure.Bonds.Select(bond => (long)bond.First.Atom));
        outputs[$"{table}.bonds.atom_2"] = Numbers(structure.Bonds.Select(bond => (long)bond.Second.Atom));
        outputs[$"{table}.bonds.type"] = Numbers(structure.Bonds.Select(bond => (long)bond.Type));
        Bonds(outputs, $"{table}.connections", structure.Connections);
        outputs.Remove($"{table}.connections.type");
    }

    private static void Bonds(Outputs outputs, string table, IReadOnlyList<StructureBond> bonds)
    {
        void Put(string column, Func<StructureBond, long> value) => outputs[$"{table}.{column}"] = Numbers(bonds.Select(value));
        Put("chain_1", bond => bond.First.Chain);
        Put("chain_2", bond => bond.Second.Chain);
        Put("res_1", bond => bond.First.Residue);
        Put("res_2", bond => bond.Second.Residue);
        Put("atom_1", bond => bond.First.Atom);
        Put("atom_2", bond => bond.Second.Atom);
        Put("type", bond => (long)bond.Type);
    }

    private static Tensor Numbers(IEnumerable<long> numbers) => tensor(numbers.ToArray());

    private static Tensor Flags(IEnumerable<bool> flags) => Numbers(flags.Select(flag => flag ? 1L : 0));

    private static Tensor Places(IEnumerable<Vector3> places) =>
        tensor(places.SelectMany(place => new[] { place.X, place.Y, place.Z }).ToArray()).view(-1, 3);
}
