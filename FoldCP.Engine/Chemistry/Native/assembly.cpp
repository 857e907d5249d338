// From bare atoms and bonds, as a dictionary or a file has them, to a molecule that RDKit knows all about.
#include "molecule.h"

#include <GraphMol/Chirality.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/MolPickler.h>

#include <cstring>
#include <stdexcept>

namespace foldcp {

namespace {

using RDKit::Bond;
using RDKit::RWMol;

constexpr int kAromatic = 4;
constexpr int kMostCandidates = 12;
constexpr std::int32_t kMark = static_cast<std::int32_t>(0xDEADBEEF);

Bond::BondType bond_type(int number) {
    static const Bond::BondType types[] = {Bond::UNSPECIFIED, Bond::SINGLE, Bond::DOUBLE, Bond::TRIPLE, Bond::AROMATIC};
    if (number < 0 || number > kAromatic) throw std::invalid_argument("There is no bond type " + std::to_string(number) + ".");
    return types[number];
}

void add_bonds(RWMol &molecule, const Parts &parts) {
    for (int i = 0; i < parts.bonds; i++) {
        int first = parts.ends[2 * i], second = parts.ends[2 * i + 1];
        molecule.addBond(first, second, bond_type(parts.types[i]));
        if (parts.types[i] != kAromatic) continue;
        molecule.getBondBetweenAtoms(first, second)->setIsAromatic(true);
        molecule.getAtomWithIdx(first)->setIsAromatic(true);
        molecule.getAtomWithIdx(second)->setIsAromatic(true);
    }
}

void place(RWMol &molecule, const Parts &parts) {
    auto *conformer = new RDKit::Conformer(parts.atoms);
    for (int i = 0; i < parts.atoms; i++) conformer->setAtomPos(i, {parts.places[3 * i], parts.places[3 * i + 1], parts.places[3 * i + 2]});
    conformer->set3D(true);
    molecule.addConformer(conformer, true);
}

bool can_be_kekulised(const RWMol &molecule, const std::vector<int> &with_hydrogen) {
    RWMol trial(molecule);
    for (int atom : with_hydrogen) trial.getAtomWithIdx(atom)->setNumExplicitHs(1);
    try {
        trial.updatePropertyCache(false);
        RDKit::MolOps::Kekulize(trial);
        return true;
    } catch (const RDKit::MolSanitizeException &) {
        return false;
    }
}

// Every choice of so many of the candidates, until one can be kekulised.
bool choose(const RWMol &molecule, const std::vector<int> &candidates, size_t count, size_t from, std::vector<int> &chosen) {
    if (chosen.size() == count) return can_be_kekulised(molecule, chosen);
    for (size_t at = from; at < candidates.size(); at++) {
        chosen.push_back(candidates[at]);
        if (choose(molecule, candidates, count, at + 1, chosen)) return true;
        chosen.pop_back();
    }
    return false;
}

// Aromatic bonds alone do not tell which nitrogens have a hydrogen: as few as make a drawing with double bonds possible.
void give_hydrogens_to_nitrogens(RWMol &molecule) {
    std::vector<int> candidates, chosen;
    for (const auto *atom : molecule.atoms()) {
        if (atom->getIsAromatic() && atom->getAtomicNum() == 7 && atom->getFormalCharge() == 0 && atom->getDegree() == 2) {
            candidates.push_back(atom->getIdx());
        }
    }
    if (candidates.size() > kMostCandidates) return;
    for (size_t count = 0; count <= candidates.size(); count++) {
        if (!choose(molecule, candidates, count, 0, chosen)) continue;
        for (int atom : chosen) molecule.getAtomWithIdx(atom)->setNumExplicitHs(1);
        return;
    }
}

std::int32_t word(const std::string &bytes, int at) {
    std::int32_t value;
    std::memcpy(&value, bytes.data() + 4 * at, sizeof value);
    return value;
}

// RDKit only warns of forms that are newer than itself, and reads on.
void check_form(const std::string &bytes) {
    if (bytes.size() < 20 || word(bytes, 0) != kMark || word(bytes, 1) != 0) throw std::invalid_argument("These bytes are no molecule of RDKit's.");
    int major = word(bytes, 2), minor = word(bytes, 3);
    int ours = RDKit::MolPickler::versionMajor, ours_minor = RDKit::MolPickler::versionMinor;
    if (major < 7 || major > ours || (major == ours && minor > ours_minor)) {
        throw std::invalid_argument("The molecule is in RDKit's form " + std::to_string(major) + "." + std::to_string(minor) +
                                    ", and the RDKit here reads up to " + std::to_string(ours) + "." + std::to_string(ours_minor) + ".");
    }
}

}  // namespace

Molecule assemble(const Parts &parts) {
    auto molecule = std::make_unique<RWMol>();
    for (int i = 0; i < parts.atoms; i++) {
        auto *atom = new RDKit::Atom(parts.elements[i]);
        atom->setFormalCharge(parts.charges[i]);
        molecule->addAtom(atom, false, true);
    }
    add_bonds(*molecule, parts);
    place(*molecule, parts);
    give_hydrogens_to_nitrogens(*molecule);
    // Valences are not judged: dictionaries have compounds of metals that RDKit takes for impossible.
    unsigned failed = 0;
    molecule->updatePropertyCache(false);
    RDKit::MolOps::sanitizeMol(*molecule, failed, RDKit::MolOps::SANITIZE_ALL ^ RDKit::MolOps::SANITIZE_PROPERTIES);
    RDKit::MolOps::addHs(*molecule, false, true);
    RDKit::MolOps::assignStereochemistryFrom3D(*molecule);
    return molecule;
}

Molecule unpickle(const std::string &bytes) {
    check_form(bytes);
    auto molecule = std::make_unique<RWMol>();
    try {
        RDKit::MolPickler::molFromPickle(bytes, molecule.get());
    } catch (const std::exception &wrong) {
        throw std::invalid_argument(std::string("The bytes are damaged: ") + wrong.what());
    }
    return molecule;
}

}  // namespace foldcp
