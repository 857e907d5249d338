"""Makes the files beside it, as Boltz makes its own: with RDKit's Python package, of the recorded molecules (mols.json).

    python3 make.py MOLS_JSON
"""
import json
import pathlib
import pickle
import sys

from rdkit import Chem
from rdkit.Geometry import Point3D

HERE = pathlib.Path(__file__).parent
BONDS = {"SINGLE": Chem.BondType.SINGLE, "DOUBLE": Chem.BondType.DOUBLE, "AROMATIC": Chem.BondType.AROMATIC}


def molecule(recorded):
    mol = Chem.RWMol()
    for entry in recorded["atoms"]:
        atom = Chem.Atom(entry["z"])
        atom.SetFormalCharge(entry["charge"])
        atom.SetProp("name", entry["name"])
        atom.SetProp("leaving_atom", str(entry["leaving"]))
        mol.AddAtom(atom)
    for first, second, kind in recorded["bonds"]:
        mol.AddBond(first, second, BONDS[kind])
        if kind == "AROMATIC":
            for part in (mol.GetBondBetweenAtoms(first, second), mol.GetAtomWithIdx(first), mol.GetAtomWithIdx(second)):
                part.SetIsAromatic(True)
    for number, places in recorded["conformers"].items():
        conformer = Chem.Conformer(mol.GetNumAtoms())
        conformer.SetId(int(number))
        for at, place in enumerate(places):
            conformer.SetAtomPosition(at, Point3D(*place))
        mol.AddConformer(conformer)
    Chem.SanitizeMol(mol)
    mol = Chem.AddHs(mol, addCoords=True)
    for atom in mol.GetAtoms():
        if atom.GetAtomicNum() == 1:
            atom.SetProp("name", f"H{atom.GetIdx()}")
            atom.SetProp("leaving_atom", "0")
    Chem.AssignStereochemistryFrom3D(mol)
    return mol


def write(name, value, protocol=4):
    (HERE / name).write_bytes(pickle.dumps(value, protocol=protocol))


Chem.SetDefaultPickleProperties(Chem.PropertyPickleOptions.AllProps)
recorded = json.loads(pathlib.Path(sys.argv[1]).read_text())
mols = {code: molecule(recorded[code]) for code in ("SEP", "NAG", "ATP", "GOL", "MG")}
for code, mol in mols.items():
    write(f"mols/{code}.pkl", mol, protocol=2 if code == "GOL" else 4)

# Boltz-1's conformers have names, and not the first counts.
named = Chem.Mol(mols["GOL"])
ideal = Chem.Conformer(named.GetConformer())
ideal.SetProp("name", "Ideal")
named.RemoveAllConformers()
named.AddConformer(ideal, assignId=True)
computed = Chem.Conformer(ideal)
computed.SetProp("name", "Computed")
computed.SetAtomPosition(0, Point3D(7, 8, 9))
named.AddConformer(computed, assignId=True)
write("ccd.pkl", {"GOL": named, "SEP": mols["SEP"]})
write("nameless.pkl", Chem.MolFromSmiles("CC"))
