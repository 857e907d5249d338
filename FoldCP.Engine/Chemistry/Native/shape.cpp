// What the shape of a molecule has to fulfil whatever its pose is, as the reference asks it of RDKit.
#include "molecule.h"

#include <DistGeom/BoundsMatrix.h>
#include <DistGeom/TriangleSmooth.h>
#include <GraphMol/DistGeomHelpers/BoundsMatrixBuilder.h>
#include <GraphMol/MolOps.h>
#include <GraphMol/SmilesParse/SmilesParse.h>
#include <GraphMol/Substruct/SubstructMatch.h>

#include <algorithm>
#include <set>

namespace foldcp {

namespace {

using RDKit::Atom;
using RDKit::Bond;
using Places = std::vector<int>;
using Rows = std::vector<std::vector<int>>;

constexpr char kDoubleBond[] = "[C;X3;^2](*)(*)=[C;X3;^2](*)(*)";
constexpr char kRing5[] = "[a;r5;^2]1[a;r5;^2][a;r5;^2][a;r5;^2][a;r5;^2]1";
constexpr char kRing6[] = "[a;r6;^2]1[a;r6;^2][a;r6;^2][a;r6;^2][a;r6;^2][a;r6;^2]1";

Rows matches(const RDKit::ROMol &molecule, const std::string &pattern) {
    std::unique_ptr<RDKit::ROMol> query(RDKit::SmartsToMol(pattern));
    Rows rows;
    for (const auto &match : RDKit::SubstructMatch(molecule, *query)) {
        std::vector<int> row(match.size());
        for (auto [in_query, in_molecule] : match) row[in_query] = in_molecule;
        rows.push_back(row);
    }
    return rows;
}

bool all_heavy(const std::vector<int> &atoms, const Places &places) {
    return std::all_of(atoms.begin(), atoms.end(), [&](int atom) { return places[atom] >= 0; });
}

// A row of places and flags as text; nothing if a hydrogen is among the atoms.
void append(std::string &text, const std::vector<int> &atoms, const Places &places, const std::string &more = "") {
    if (!all_heavy(atoms, places)) return;
    std::string row;
    for (int atom : atoms) row += (row.empty() ? "" : ",") + std::to_string(places[atom]);
    text += (text.empty() ? "[" : ",[") + row + more + "]";
}

std::string flag(bool value) { return value ? ",1" : ",0"; }

std::string matched(const RDKit::ROMol &molecule, const std::string &pattern, const Places &places) {
    std::string text;
    for (const auto &row : matches(molecule, pattern)) append(text, row, places);
    return text;
}

std::set<std::pair<int, int>> ends(const RDKit::ROMol &molecule, const std::string &pattern) {
    std::set<std::pair<int, int>> pairs;
    for (const auto &row : matches(molecule, pattern)) pairs.insert(std::minmax(row.front(), row.back()));
    return pairs;
}

std::string distances(const RDKit::ROMol &molecule, const Places &places) {
    int atoms = molecule.getNumAtoms();
    DistGeom::BoundsMatPtr bounds(new DistGeom::BoundsMatrix(atoms));
    RDKit::DGeomHelpers::initBoundsMat(bounds);
    RDKit::DGeomHelpers::setTopolBounds(molecule, bounds, true, true, false);
    DistGeom::triangleSmoothBounds(bounds);
    auto bonds = ends(molecule, "*~*"), angles = ends(molecule, "*~*~*");
    std::string text;
    for (int i = 0; i < atoms; i++) {
        for (int j = i + 1; j < atoms; j++) {
            append(text, {i, j}, places, flag(bonds.count({i, j})) + flag(angles.count({i, j})) + "," +
                number(bounds->getLowerBound(i, j)) + "," + number(bounds->getUpperBound(i, j)));
        }
    }
    return text;
}

bool all_ranked(const RDKit::ROMol &molecule) {
    for (const auto *atom : molecule.atoms()) {
        if (!atom->hasProp(RDKit::common_properties::_CIPRank)) return false;
    }
    return true;
}

// Written as text by some and as a number by others.
int rank(const Atom *atom) {
    std::string text;
    atom->getPropIfPresent(RDKit::common_properties::_CIPRank, text);
    return std::stoi(text);
}

// Neighbours by falling rank.
std::vector<int> neighbours(const RDKit::ROMol &molecule, const Atom *centre, const Atom *but) {
    std::vector<const Atom *> found;
    for (const auto *atom : molecule.atomNeighbors(centre)) {
        if (atom != but) found.push_back(atom);
    }
    std::stable_sort(found.begin(), found.end(), [](auto *a, auto *b) { return rank(a) > rank(b); });
    std::vector<int> places(found.size());
    std::transform(found.begin(), found.end(), places.begin(), [](auto *atom) { return static_cast<int>(atom->getIdx()); });
    return places;
}

std::string chiral_centres(RDKit::ROMol &molecule, const Places &places) {
    std::string text;
    RDKit::MolOps::assignStereochemistry(molecule, false, true);
    for (const auto *centre : molecule.atoms()) {
        std::string code;
        if (!centre->getPropIfPresent(RDKit::common_properties::_CIPCode, code)) continue;
        auto around = neighbours(molecule, centre, nullptr);
        if (around.size() < 3 || around.size() > 4 || centre->getHybridization() != Atom::SP3) continue;
        int at = centre->getIdx();
        auto is_r = flag(code == "R");
        append(text, {around[0], around[1], around[2], at}, places, ",1" + is_r);
        if (around.size() < 4) continue;
        append(text, {around[3], around[2], around[1], at}, places, ",0" + is_r);
        append(text, {around[0], around[2], around[3], at}, places, ",0" + is_r);
        append(text, {around[3], around[1], around[0], at}, places, ",0" + is_r);
    }
    return text;
}

std::string stereo_bonds(const RDKit::ROMol &molecule, const Places &places) {
    std::string text;
    for (const auto *bond : molecule.bonds()) {
        auto stereo = bond->getStereo();
        if (stereo != Bond::STEREOE && stereo != Bond::STEREOZ) continue;
        int begin = bond->getBeginAtomIdx(), end = bond->getEndAtomIdx();
        auto first = neighbours(molecule, bond->getBeginAtom(), bond->getEndAtom());
        auto second = neighbours(molecule, bond->getEndAtom(), bond->getBeginAtom());
        auto is_trans = flag(stereo == Bond::STEREOE);
        append(text, {first[0], begin, end, second[0]}, places, ",1" + is_trans);
        if (first.size() == 2 && second.size() == 2) append(text, {first[1], begin, end, second[1]}, places, ",0" + is_trans);
    }
    return text;
}

}  // namespace

std::string shape_of(RDKit::RWMol &molecule) {
    auto places = heavy_places(molecule);
    if (std::count_if(places.begin(), places.end(), [](int place) { return place >= 0; }) < 2) return "null";
    molecule.updatePropertyCache(false);
    RDKit::MolOps::symmetrizeSSSR(molecule);
    bool ranked = all_ranked(molecule);
    auto distance = distances(molecule, places);
    auto chiral = ranked ? chiral_centres(molecule, places) : "";
    auto stereo = ranked ? stereo_bonds(molecule, places) : "";
    return "{\"pairs\":[" + distance + "],\"chiral\":[" + chiral + "],\"stereo\":[" + stereo + "],\"planarBonds\":[" +
           matched(molecule, kDoubleBond, places) + "],\"rings5\":[" + matched(molecule, kRing5, places) + "],\"rings6\":[" +
           matched(molecule, kRing6, places) + "]}";
}

}  // namespace foldcp
