using System.Numerics;
using System.Text;

namespace FoldCP.Engine.Chemistry.Components;

/// <summary>A molecule as bytes, about a tenth of its definition's text.</summary>
internal static class ComponentRecord
{
    public static void Write(BinaryWriter record, Molecule molecule)
    {
        record.Write(molecule.Code);
        record.Write(molecule.Name);
        record.Write(molecule.Type);
        record.Write(molecule.Formula);
        record.Write(molecule.Weight);
        record.Write(molecule.HasModelCoordinates);
        record.Write((ushort)molecule.Atoms.Count);
        for (int atom = 0; atom < molecule.Atoms.Count; atom++)
            Write(record, molecule.Atoms[atom], molecule.Conformers[0][atom]);
        record.Write7BitEncodedInt(molecule.Bonds.Count);
        foreach (var bond in molecule.Bonds)
        {
            record.Write((ushort)bond.First);
            record.Write((ushort)bond.Second);
            record.Write((byte)bond.Type);
        }
    }

    public static Molecule Read(byte[] bytes)
    {
        using var record = new BinaryReader(new MemoryStream(bytes), Encoding.UTF8);
        var (code, name, type, formula) = (record.ReadString(), record.ReadString(), record.ReadString(), record.ReadString());
        double weight = record.ReadDouble();
        bool fromModel = record.ReadBoolean();
        var atoms = new MoleculeAtom[record.ReadUInt16()];
        var places = new Vector3[atoms.Length];
        for (int atom = 0; atom < atoms.Length; atom++)
            (atoms[atom], places[atom]) = ReadAtom(record);
        var bonds = new MoleculeBond[record.Read7BitEncodedInt()];
        for (int bond = 0; bond < bonds.Length; bond++)
            bonds[bond] = new(record.ReadUInt16(), record.ReadUInt16(), (BondType)record.ReadByte());
        return new(code, name, type, formula, weight, atoms, [places]) { Bonds = bonds, HasModelCoordinates = fromModel };
    }

    private static void Write(BinaryWriter record, MoleculeAtom atom, Vector3 place)
    {
        record.Write(atom.Name);
        record.Write((byte)atom.Element);
        record.Write((sbyte)atom.Charge);
        record.Write(atom.Leaves);
        record.Write((byte)atom.Chirality);
        record.Write(place.X);
        record.Write(place.Y);
        record.Write(place.Z);
    }

    private static (MoleculeAtom Atom, Vector3 Place) ReadAtom(BinaryReader record)
    {
        string name = record.ReadString();
        var (element, charge) = (record.ReadByte(), record.ReadSByte());
        bool leaves = record.ReadBoolean();
        var chirality = (Chirality)record.ReadByte();
        return (new(name, element, charge, leaves) { Chirality = chirality }, new(record.ReadSingle(), record.ReadSingle(), record.ReadSingle()));
    }
}
