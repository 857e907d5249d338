// Molecules as JSON.
#include "molecule.h"

#include <GraphMol/Descriptors/MolDescriptors.h>
#include <GraphMol/MolOps.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>

namespace foldcp {

namespace {

constexpr int kAromatic = 4;
constexpr int kLastElement = 118;
constexpr size_t kLongestName = 4;

int type_number(RDKit::Bond::BondType type) {
    switch (type) {
        case RDKit::Bond::SINGLE: return 1;
        case RDKit::Bond::DOUBLE: return 2;
        case RDKit::Bond::TRIPLE: return 3;
        case RDKit::Bond::AROMATIC: return kAromatic;
        default: return 0;
    }
}

// RDKit's numbers of tetrahedral tags are the network's; its others are not.
int chirality_number(RDKit::Atom::ChiralType tag) {
    switch (tag) {
        case RDKit::Atom::CHI_UNSPECIFIED: return 0;
        case RDKit::Atom::CHI_TETRAHEDRAL_CW: return 1;
        case RDKit::Atom::CHI_TETRAHEDRAL_CCW: return 2;
        case RDKit::Atom::CHI_SQUAREPLANAR: return 3;
        case RDKit::Atom::CHI_OCTAHEDRAL: return 4;
        case RDKit::Atom::CHI_TRIGONALBIPYRAMIDAL: return 5;
        default: return 6;
    }
}

// Written as text by some, as a number or a flag by others.
bool leaves(const RDKit::Atom &atom) {
    std::string value;
    return atom.getPropIfPresent("leaving_atom", value) && value != "0" && value != "False" && value != "N";
}

// The network reads four characters, each by one of 64 numbers.
std::string name_of(const RDKit::Atom &atom) {
    std::string name;
    if (!atom.getPropIfPresent("name", name)) throw std::invalid_argument("An atom of the molecule has no name.");
    bool is_plain = std::all_of(name.begin(), name.end(), [](char letter) { return letter >= ' ' && letter <= '_'; });
    if (name.empty() || name.size() > kLongestName || !is_plain) throw std::invalid_argument("An atom's name is not one to four plain characters: " + name + ".");
    return name;
}

std::string atom_text(const RDKit::Atom &atom) {
    if (atom.getAtomicNum() < 1 || atom.getAtomicNum() > kLastElement) throw std::invalid_argument("An atom of the molecule is of no element.");
    auto name = name_of(atom);
    return "{\"name\":" + json_text(name) + ",\"element\":" + std::to_string(atom.getAtomicNum()) +
           ",\"charge\":" + std::to_string(atom.getFormalCharge()) +
           ",\"chirality\":" + std::to_string(chirality_number(atom.getChiralTag())) +
           ",\"leaves\":" + (leaves(atom) ? "true" : "false") + "}";
}

std::string conformer_text(const RDKit::Conformer &conformer, const std::vector<int> &places) {
    std::string name, text;
    conformer.getPropIfPresent("name", name);
    for (unsigned at = 0; at < places.size(); at++) {
        if (places[at] < 0) continue;
        const auto &place = conformer.getAtomPos(at);
        text += (text.empty() ? "" : ",") + number(place.x) + "," + number(place.y) + "," + number(place.z);
    }
    return "{\"name\":" + json_text(name) + ",\"places\":[" + text + "]}";
}

// Summed without hydrogen atoms of their own, since the last digit depends on it.
double weight(const RDKit::RWMol &molecule) {
    RDKit::RWMol heavy(molecule);
    RDKit::MolOps::removeHs(heavy, false, false, false);
    heavy.updatePropertyCache(false);
    return RDKit::Descriptors::calcAMW(heavy);
}

}  // namespace

std::vector<int> heavy_places(const RDKit::ROMol &molecule) {
    std::vector<int> places(molecule.getNumAtoms(), -1);
    int next = 0;
    for (const auto *atom : molecule.atoms()) {
        if (atom->getAtomicNum() != 1) places[atom->getIdx()] = next++;
    }
    return places;
}

std::string text_of(const RDKit::RWMol &molecule, const std::string &shape) {
    const auto places = heavy_places(molecule);
    std::string atoms, bonds, conformers;
    for (const auto *atom : molecule.atoms()) {
        if (places[atom->getIdx()] >= 0) atoms += (atoms.empty() ? "" : ",") + atom_text(*atom);
    }
    for (const auto *bond : molecule.bonds()) {
        int first = places[bond->getBeginAtomIdx()], second = places[bond->getEndAtomIdx()];
        if (first < 0 || second < 0) continue;
        bonds += (bonds.empty() ? "[" : ",[") + std::to_string(first) + "," + std::to_string(second) + "," +
                 std::to_string(type_number(bond->getBondType())) + "]";
    }
    for (auto conformer = molecule.beginConformers(); conformer != molecule.endConformers(); ++conformer) {
        conformers += (conformers.empty() ? "" : ",") + conformer_text(**conformer, places);
    }
    return "{\"formula\":" + json_text(RDKit::Descriptors::calcMolFormula(molecule)) +
           ",\"weight\":" + number(weight(molecule)) + ",\"atoms\":[" + atoms + "],\"bonds\":[" +
           bonds + "],\"conformers\":[" + conformers + "],\"shape\":" + shape + "}";
}

std::string json_text(const std::string &text) {
    std::string result = "\"";
    for (unsigned char letter : text) {
        if (letter == '"' || letter == '\\') {
            result += '\\';
            result += static_cast<char>(letter);
        } else if (letter < 0x20 || letter >= 0x7f) {
            char code[8];
            std::snprintf(code, sizeof code, "\\u%04x", letter);
            result += code;
        } else {
            result += static_cast<char>(letter);
        }
    }
    return result + "\"";
}

std::string number(double value) {
    if (!std::isfinite(value)) throw std::invalid_argument("The molecule has a place or a distance that is no number.");
    char text[32];
    std::snprintf(text, sizeof text, "%.17g", value);
    return text;
}

}  // namespace foldcp
