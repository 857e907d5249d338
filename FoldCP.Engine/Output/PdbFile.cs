using System.Globalization;
using FoldCP.Engine.Chemistry;
using FoldCP.Engine.Structures;

namespace FoldCP.Engine.Output;

/// <summary>
/// Writes a sampled structure in the PDB's old format, which only smaller structures fit into
/// (version 3.3, https://www.wwpdb.org/documentation/file-format). The B factor is the atom's pLDDT, or else its token's, 0 to 100.
/// </summary>
internal static class PdbFile
{
    private const int LineLength = 80;
    private const int MostSerials = 99_999;
    private const int MostResidues = 9_999;
    private const int LongestName = 4;
    private const int LongestCode = 3;
    private const int BondsPerLine = 4;
    private const double Least = -999.9995;
    private const double Most = 9999.9995;

    // What stands for ligands whose code is too long.
    private const string Ligand = "LIG";

    /// <returns>why the structure does not fit, in words; null if it does</returns>
    public static string? Misfit(Assembly assembly, FoldedSample sample)
    {
        var structure = assembly.Structure;
        if (structure.Chains.FirstOrDefault(chain => chain.Id.Length > 1) is { } chain)
            return $"a PDB file names chains by one letter, and here is a chain {chain.Id}.";
        if (structure.AtomCount + structure.Chains.Count > MostSerials)
            return $"a PDB file has at most {MostSerials} atoms and ends of chains, and here are {structure.AtomCount + structure.Chains.Count}.";
        if (structure.Chains.FirstOrDefault(chain => chain.Residues.Count > MostResidues) is { } longest)
            return $"a PDB file has at most {MostResidues} residues in a chain, and chain {longest.Id} has {longest.Residues.Count}.";
        if (structure.Residues.SelectMany(residue => residue.Form.Atoms).FirstOrDefault(atom => atom.Name.Length > LongestName) is { } named)
            return $"a PDB file's names of atoms have {LongestName} letters, and here is an atom {named.Name}.";
        if (structure.Chains.Where(polymer => polymer.Kind != ChainKind.Ligand).SelectMany(polymer => polymer.Residues)
            .FirstOrDefault(residue => residue.Form.Name.Length > LongestCode) is { } coded)
        {
            return $"a PDB file's names of residues have {LongestCode} letters, and here is a residue {coded.Form.Name}.";
        }
        return sample.Coordinates.Any(x => x <= Least || x >= Most) ? "a PDB file has no room for coordinates that large." : null;
    }

    /// <summary>Writes what <see cref="Misfit"/> has no reason against.</summary>
    public static void Write(TextWriter file, Assembly assembly, FoldedSample sample, Provenance origin)
    {
        if (origin.Warning is { } warning)
            Remark(file, warning);
        double[] plddt = assembly.AtomPlddt(sample);
        var serials = new int[assembly.Structure.AtomCount];
        int serial = 0;
        foreach (var chain in assembly.Structure.Chains)
        {
            foreach (var residue in chain.Residues)
            {
                for (int at = 0; at < residue.Form.Atoms.Count; at++)
                {
                    int atom = residue.FirstAtom + at;
                    serials[atom] = ++serial;
                    Line(file, Atom(chain, residue, residue.Form.Atoms[at], serial, sample.Coordinates.AsSpan(3 * atom, 3), plddt[atom]));
                }
            }
            if (chain.Kind != ChainKind.Ligand)
                Line(file, $"TER   {++serial,5}      {Code(chain.Residues[^1])} {chain.Id}{chain.Residues.Count,4}");
        }
        Bonds(file, assembly.Structure, serials);
        Line(file, "END");
    }

    private static string Atom(StructureChain chain, StructureResidue residue, MoleculeAtom atom, int serial, ReadOnlySpan<float> xyz, double plddt)
    {
        string element = Elements.Symbol(atom.Element).ToUpperInvariant();
        // The element's symbol ends in the name's second column.
        string name = atom.Name.Length == LongestName || element.Length == 2 ? atom.Name : $" {atom.Name}";
        return string.Create(CultureInfo.InvariantCulture,
            $"{(chain.Kind == ChainKind.Ligand ? "HETATM" : "ATOM"),-6}{serial,5} {name,-4} {Code(residue)} {chain.Id}{residue.Index + 1,4}    "
            + $"{xyz[0],8:F3}{xyz[1],8:F3}{xyz[2],8:F3}  1.00{plddt,6:F2}          {element,2}");
    }

    private static string Code(StructureResidue residue) => $"{(residue.Form.Name.Length > LongestCode ? Ligand : residue.Form.Name),LongestCode}";

    // Bonds that no reader knows from the names of residues: each is told from both ends.
    private static void Bonds(TextWriter file, Structure structure, int[] serials)
    {
        var pairs = structure.Bonds.Concat(ToldBonds.Of(structure)).Select(bond => (First: serials[bond.First.Atom], Second: serials[bond.Second.Atom]));
        var partners = pairs.Concat(pairs.Select(pair => (First: pair.Second, Second: pair.First))).Distinct().Order().GroupBy(pair => pair.First, pair => pair.Second);
        foreach (var atom in partners)
        {
            foreach (int[] some in atom.Chunk(BondsPerLine))
                Line(file, $"CONECT{atom.Key,5}{string.Concat(some.Select(partner => $"{partner,5}"))}");
        }
    }

    private static void Remark(TextWriter file, string text)
    {
        const string start = "REMARK 999 ";
        for (int at = 0; at < text.Length; at += LineLength - start.Length)
            Line(file, start + text[at..Math.Min(text.Length, at + LineLength - start.Length)]);
    }

    private static void Line(TextWriter file, string text) => file.Write(text.PadRight(LineLength) + "\n");
}
