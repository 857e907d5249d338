// The engine's door to RDKit: C functions that take plain arrays and answer with JSON text, {"error": ...} where something is
// refused. No exception leaves them; every answer is the caller's to free.
#include "molecule.h"

#include <RDGeneral/RDLog.h>
#include <RDGeneral/versions.h>

#include <cstdlib>
#include <cstring>
#include <functional>
#include <mutex>
#include <stdexcept>

#define FOLDCP_EXPORT extern "C" __attribute__((visibility("default")))

namespace {

// Raised whenever a function or what it answers changes; the engine takes its own number only.
constexpr int kVersion = 1;

char *copied(const std::string &text) {
    auto *copy = static_cast<char *>(std::malloc(text.size() + 1));
    if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
    return copy;
}

// One call at a time: RDKit has random numbers and logs that all threads share.
char *answered(const std::function<std::string()> &work) {
    static std::mutex alone;
    std::lock_guard<std::mutex> lock(alone);
    boost::logging::disable_logs("rdApp.*");
    std::string wrong;
    try {
        return copied(work());
    } catch (const std::invalid_argument &refusal) {
        wrong = refusal.what();
    } catch (const std::exception &exception) {
        wrong = std::string("RDKit fails: ") + exception.what();
    } catch (...) {
        wrong = "RDKit failed without a word.";
    }
    return copied("{\"error\":" + foldcp::json_text(wrong) + "}");
}

// A molecule is of use without: some files have compounds of metals that RDKit makes nothing of.
std::string shape_if_any(RDKit::RWMol &molecule) {
    try {
        return foldcp::shape_of(molecule);
    } catch (const std::exception &) {
        return "null";
    }
}

}  // namespace

FOLDCP_EXPORT int foldcp_chem_version() { return kVersion; }

FOLDCP_EXPORT const char *foldcp_chem_toolkit() { return RDKit::rdkitVersion; }

FOLDCP_EXPORT char *foldcp_chem_draw(const char *smiles, int standardised, int seed) {
    return answered([&] {
        auto molecule = foldcp::draw(smiles, standardised != 0, seed);
        auto shape = foldcp::shape_of(*molecule);
        return foldcp::text_of(*molecule, shape);
    });
}

FOLDCP_EXPORT char *foldcp_chem_shape(
    int atoms, const int *elements, const int *charges, const double *places, int bonds, const int *ends, const int *types) {
    return answered([&] {
        auto molecule = foldcp::assemble({atoms, elements, charges, places, bonds, ends, types});
        return "{\"shape\":" + foldcp::shape_of(*molecule) + "}";
    });
}

FOLDCP_EXPORT char *foldcp_chem_unpickle(const char *bytes, long long size) {
    return answered([&] {
        auto molecule = foldcp::unpickle(std::string(bytes, size));
        return foldcp::text_of(*molecule, shape_if_any(*molecule));
    });
}

FOLDCP_EXPORT void foldcp_chem_free(char *answer) { std::free(answer); }
