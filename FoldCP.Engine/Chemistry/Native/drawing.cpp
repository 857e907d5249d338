// From SMILES to a molecule with a conformer, in the reference's steps.
#include "molecule.h"

#include <GraphMol/DistGeomHelpers/Embedder.h>
#include <GraphMol/ForceFieldHelpers/UFF/UFF.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/new_canon.h>

#include <algorithm>
#include <stdexcept>

namespace foldcp {

namespace {

constexpr int kForceFieldSteps = 1000;
constexpr size_t kLongestName = 4;

// An element and the atom's rank among all, hydrogens included.
void name_atoms(RDKit::RWMol &molecule, const std::string &smiles) {
    std::vector<unsigned> ranks;
    RDKit::Canon::rankMolAtoms(molecule, ranks);
    for (auto *atom : molecule.atoms()) {
        std::string name = atom->getSymbol() + std::to_string(ranks[atom->getIdx()] + 1);
        std::transform(name.begin(), name.end(), name.begin(), ::toupper);
        if (name.size() > kLongestName) {
            throw std::invalid_argument("The SMILES " + smiles + " has too many atoms: one would be called " + name +
                                        ", and names have four characters.");
        }
        atom->setProp("name", name);
    }
}

int embed(RDKit::RWMol &molecule, int seed) {
    auto parameters = RDKit::DGeomHelpers::ETKDGv3;
    parameters.clearConfs = false;
    parameters.randomSeed = seed;
    int conformer = RDKit::DGeomHelpers::EmbedMolecule(molecule, parameters);
    if (conformer < 0) {
        parameters.useRandomCoords = true;
        conformer = RDKit::DGeomHelpers::EmbedMolecule(molecule, parameters);
    }
    return conformer;
}

// Where the force field fails, as on an element that it does not know, the embedded places stay: so does the reference.
void relax(RDKit::RWMol &molecule, int conformer) {
    try {
        RDKit::UFF::UFFOptimizeMolecule(molecule, kForceFieldSteps, 10.0, conformer);
    } catch (const std::runtime_error &) {
    }
}

}  // namespace

Molecule draw(const std::string &smiles, bool standardised, int seed) {
    Molecule molecule;
    try {
        molecule.reset(RDKit::SmilesToMol(standardised ? standardise(smiles) : smiles));
    } catch (const RDKit::MolSanitizeException &wrong) {
        throw std::invalid_argument("The SMILES " + smiles + " is of no possible molecule: " + wrong.what());
    } catch (const RDKit::SmilesParseException &wrong) {
        throw std::invalid_argument("The SMILES " + smiles + " cannot be read: " + wrong.what());
    }
    if (!molecule) throw std::invalid_argument("The SMILES " + smiles + " cannot be read.");
    if (molecule->getNumHeavyAtoms() == 0) throw std::invalid_argument("The SMILES " + smiles + " has no atoms but hydrogen.");

    RDKit::MolOps::addHs(*molecule);
    name_atoms(*molecule, smiles);
    RDKit::MolOps::assignStereochemistry(*molecule, true, true);
    int conformer = embed(*molecule, seed);
    if (conformer < 0) throw std::invalid_argument("No conformer was found for the SMILES " + smiles + ".");
    relax(*molecule, conformer);
    return molecule;
}

}  // namespace foldcp
