// What the files of this library have in common: a molecule with all its hydrogens, and text.
#pragma once

#include <GraphMol/RDKitBase.h>

#include <memory>
#include <string>
#include <vector>

namespace foldcp {

using Molecule = std::unique_ptr<RDKit::RWMol>;

// For each atom its place among the heavy ones, -1 for hydrogen.
std::vector<int> heavy_places(const RDKit::ROMol &molecule);

// From a SMILES string to a molecule with hydrogens, named atoms and a conformer; throws in the user's words. The conformer is found
// with random numbers from a seed, or where that is negative from those that RDKit has for the whole process.
Molecule draw(const std::string &smiles, bool standardised, int seed);

// The SMILES string of the molecule without salts and charges, as the affinity is predicted for that.
std::string standardise(const std::string &smiles);

// From elements, charges, bonds and places of heavy atoms to a molecule with hydrogens.
struct Parts {
    int atoms;
    const int *elements;
    const int *charges;
    const double *places;  // three of each atom, in Angstrom
    int bonds;
    const int *ends;  // two of each bond
    const int *types; // of each bond, by the network's numbers
};
Molecule assemble(const Parts &parts);

// From RDKit's binary form; throws in words what it refuses.
Molecule unpickle(const std::string &bytes);

// Distances, chiral centres, double bonds and flat rings of a molecule with hydrogens; the atoms are told by their heavy places.
std::string shape_of(RDKit::RWMol &molecule);

// Atoms, bonds and conformers of its heavy atoms.
std::string text_of(const RDKit::RWMol &molecule, const std::string &shape);

// As JSON has them.
std::string json_text(const std::string &text);
std::string number(double value);

}  // namespace foldcp
