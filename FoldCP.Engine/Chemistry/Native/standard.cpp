// What the affinity's ligand is made into before it is drawn: the steps and rules of ChEMBL's structure pipeline, with RDKit's tools.
#include "molecule.h"

#include <GraphMol/MolOps.h>
#include <GraphMol/MolStandardize/Charge.h>
#include <GraphMol/MolStandardize/Fragment.h>
#include <GraphMol/MolStandardize/Normalize.h>
#include <GraphMol/PeriodicTable.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/SmilesParse/SmilesWrite.h>
#include <GraphMol/SubstanceGroup.h>
#include <GraphMol/Substruct/SubstructMatch.h>

#include <set>
#include <stdexcept>

namespace foldcp {

namespace {

using RDKit::ROMol;
using RDKit::RWMol;

constexpr int kMostBoron = 7;
constexpr unsigned kMostRestarts = 200;

// Metals with which a compound is left out: zinc and silver are not among them, nor those of the first two groups.
bool is_excluded_metal(int element) {
    static const std::set<std::pair<int, int>> ranges{{21, 29}, {31, 32}, {39, 46}, {48, 51}, {57, 84}, {89, 103}};
    for (auto [first, last] : ranges) {
        if (first <= element && element <= last) return true;
    }
    return false;
}

void refuse_excluded(const ROMol &molecule, const std::string &smiles) {
    int boron = 0;
    for (const auto *atom : molecule.atoms()) {
        if (is_excluded_metal(atom->getAtomicNum())) {
            throw std::invalid_argument("The affinity of " + smiles + " cannot be predicted: it holds the metal " + atom->getSymbol() + ".");
        }
        boron += atom->getAtomicNum() == 5;
    }
    if (boron > kMostBoron) throw std::invalid_argument("The affinity of " + smiles + " cannot be predicted: it is a borane.");
}

// One drawing of each functional group. Each line: what it is called, from what, to what.
const std::vector<std::pair<std::string, std::string>> &rules() {
    static const std::vector<std::pair<std::string, std::string>> all{
        {"nitro", "[N&X3:1](=[O:2])=[O:3]>>[N&+1:1](-[O&-1:2])=[O:3]"},
        {"diazonium", "[*:3]-[N&X2:1]#[N&X1:2]>>[*:3]-[N&+1:1]#[N:2]"},
        {"ammonium", "[N&X4&v4&+0:1]>>[N&+1:1]"},
        {"oxonium", "[*:2]=[O&X2&v3&+0:1]-[#6:3]>>[*:2]=[O&+1:1]-[*:3]"},
        {"sulfoxide", "[!O:3][S&+0&D3:1](=[O:2])[!O:4]>>[*:3][S&+1:1](-[O&-1:2])[*:4]"},
        {"protonated sulfoxide", "[!O:3][S&H1&+1&D3:1](=[O:2])[!O:4]>>[*:3][S&+1:1](-[O&-1:2])[*:4]"},
        {"sulfonium", "[O:2]=[S&D2&+0:1]-[#6:3]>>[O:2]=[S&+1:1]-[*:3]"},
        {"primary amide", "[C:1]([O&H1&D1:2])=&!@[N&H1:3]>>[C:1](=[O&H0:2])-[N&H2:3]"},
        {"secondary amide", "[C:1]([O&H1&D1:2])=&!@[N&H0:3]>>[C:1](=[O&H0:2])-[N&H1:3]"},
        {"halide", "[F,Cl,Br,I;X0&+0:1]>>[*&-1:1]"},
        {"pyridine oxide", "[C,N;-1;D2,D3:3]-[N&+2&D3:1]-[O&-1&D1:2]>>[*&-0:3]=[N&+1:1]-[O&-1:2]"},
        {"azide", "[*:4][N&-1:1][N&+1:2]#[N:3]>>[*:4][N&+0:1]=[N&+1:2]=[N&-1:3]"},
    };
    return all;
}

std::vector<RDKit::MatchVectType> matches(const ROMol &molecule, const std::string &pattern) {
    std::unique_ptr<ROMol> query(RDKit::SmartsToMol(pattern));
    return RDKit::SubstructMatch(molecule, *query);
}

// An alkali metal drawn with a bond to oxygen or nitrogen is an ion beside it.
void split_alkoxides(RWMol &molecule) {
    for (const auto &match : matches(molecule, "[Li,Na,K;+0]-[#7,#8;+0]")) {
        molecule.removeBond(match[0].second, match[1].second);
        molecule.getAtomWithIdx(match[0].second)->setFormalCharge(1);
        molecule.getAtomWithIdx(match[1].second)->setFormalCharge(-1);
    }
}

// Tartaric acid on its own comes in all its forms: it has no handedness then.
void flatten_tartrate(RWMol &molecule) {
    for (const auto &match : matches(molecule, "[O;D1][C;D3](=[O;D1])[C;D3]([O;D1])[C;D3]([O;D1])[C;D3](=[O;D1])[O;D1]")) {
        molecule.getAtomWithIdx(match[3].second)->setChiralTag(RDKit::Atom::CHI_UNSPECIFIED);
        molecule.getAtomWithIdx(match[5].second)->setChiralTag(RDKit::Atom::CHI_UNSPECIFIED);
    }
}

Molecule largest_fragment(const ROMol &molecule) {
    RDKit::MolStandardize::LargestFragmentChooser chooser;
    std::unique_ptr<ROMol> chosen(chooser.choose(molecule));
    return std::make_unique<RWMol>(*chosen);
}

// Whether a hydrogen that was written as an atom stays one: beside a chiral centre, where three rings meet and at unusual valences.
bool stays(const ROMol &molecule, const RDKit::Atom &hydrogen) {
    const auto *neighbour = *molecule.atomNeighbors(&hydrogen).begin();
    if (neighbour->getChiralTag() == RDKit::Atom::CHI_TETRAHEDRAL_CW || neighbour->getChiralTag() == RDKit::Atom::CHI_TETRAHEDRAL_CCW) return true;
    int usual = RDKit::PeriodicTable::getTable()->getDefaultValence(neighbour->getAtomicNum());
    int valence = neighbour->getExplicitValence();
    if (neighbour->getFormalCharge() == 1 && valence == usual + 1) return false;
    int ring_bonds = 0;
    for (const auto *bond : molecule.atomBonds(neighbour)) ring_bonds += molecule.getRingInfo()->numBondRings(bond->getIdx()) > 0;
    return valence > usual || ring_bonds >= 3;
}

// An isotope is what RDKit leaves alone.
void remove_hydrogens(RWMol &molecule) {
    constexpr unsigned kMark = 100;
    RDKit::MolOps::fastFindRings(molecule);
    for (auto *atom : molecule.atoms()) {
        if (atom->getAtomicNum() == 1 && atom->getDegree() == 1 && atom->getIsotope() == 0 && stays(molecule, *atom)) atom->setIsotope(kMark);
    }
    RDKit::MolOps::removeHs(molecule, false, false, false);
    for (auto *atom : molecule.atoms()) {
        if (atom->getAtomicNum() == 1 && atom->getIsotope() == kMark) atom->setIsotope(0);
    }
}

Molecule normalised(RWMol &molecule) {
    RDKit::MolOps::fastFindRings(molecule);
    split_alkoxides(molecule);
    static RDKit::MolStandardize::Normalizer normalizer(rules(), kMostRestarts);
    std::unique_ptr<ROMol> result(normalizer.normalize(molecule));
    return std::make_unique<RWMol>(*result);
}

Molecule uncharged(const ROMol &molecule) {
    RDKit::MolStandardize::Uncharger uncharger(true);
    std::unique_ptr<ROMol> result(uncharger.uncharge(molecule));
    result->updatePropertyCache(false);
    return std::make_unique<RWMol>(*result);
}

}  // namespace

std::string standardise(const std::string &smiles) {
    RDKit::SmilesParserParams as_written;
    as_written.sanitize = false;
    as_written.removeHs = false;
    Molecule written(RDKit::SmilesToMol(smiles, as_written));
    if (!written) throw std::invalid_argument("The SMILES " + smiles + " cannot be read.");
    refuse_excluded(*written, smiles);

    auto molecule = largest_fragment(*written);
    molecule->updatePropertyCache(false);
    RDKit::getSubstanceGroups(*molecule).clear();
    RDKit::MolOps::Kekulize(*molecule, false);
    remove_hydrogens(*molecule);
    molecule = uncharged(*normalised(*molecule));
    flatten_tartrate(*molecule);
    RDKit::MolOps::sanitizeMol(*molecule);
    return RDKit::MolToSmiles(*molecule);
}

}  // namespace foldcp
