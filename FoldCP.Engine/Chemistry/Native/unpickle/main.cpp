// Reads one molecule in RDKit's binary form from standard input and answers on standard output, by the library that is named as the
// only argument. RDKit believes what it reads: what damaged or hostile bytes do to it happens here, in a process with little room.
#include <dlfcn.h>
#include <sys/resource.h>

#include <cstdio>
#include <string>

namespace {

constexpr rlim_t kBytes = rlim_t{2} << 30;
constexpr rlim_t kSeconds = 60;

void limit(int what, rlim_t most) {
    rlimit both{most, most};
    setrlimit(what, &both);
}

std::string all_input() {
    std::string bytes;
    char part[1 << 16];
    for (size_t read; (read = std::fread(part, 1, sizeof part, stdin)) > 0;) bytes.append(part, read);
    return bytes;
}

}  // namespace

int main(int count, char **arguments) {
    limit(RLIMIT_AS, kBytes);
    limit(RLIMIT_CPU, kSeconds);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_FSIZE, 0);
    void *library = count == 2 ? dlopen(arguments[1], RTLD_NOW) : nullptr;
    auto unpickle = library ? reinterpret_cast<char *(*)(const char *, long long)>(dlsym(library, "foldcp_chem_unpickle")) : nullptr;
    if (!unpickle) {
        std::fputs("The chemistry toolkit cannot be loaded.\n", stderr);
        return 2;
    }
    auto bytes = all_input();
    std::puts(unpickle(bytes.data(), static_cast<long long>(bytes.size())));
    return 0;
}
