// What FoldCP uses of NCCL, of libtorch's streams and of the CUDA driver's events, over the memory of a host: ranks are threads or
// processes of one machine, joined pairwise by Unix sockets. As with the real ones, calls only queue work on a stream; what is in a group is
// under way at the same time, and all else in its order; nothing is sent before its receiver asks for it, so that ranks that do not agree on the
// order of their calls are found out or wait for ever; and an error is only told to who asks, and lasts until the communicator is aborted.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#ifndef STUB_VERSION
#define STUB_VERSION 23007
#endif

enum { OK = 0, SYSTEM = 2, BAD_ARGUMENT = 4, BAD_USAGE = 5, REMOTE = 6 };
enum { MESSAGE = 1, BROADCAST = 2, REDUCE = 3 };
enum { ALIVE = 0x0A11FE };

typedef struct { unsigned char bytes[128]; } Id;
typedef struct { uint32_t is_data, kind; uint64_t number, bytes; } Frame;
typedef struct Segment { unsigned char *data; uint64_t length, written; bool is_own; struct Segment *next; } Segment;
typedef struct Request { Frame frame; struct Request *next; } Request;

typedef struct {
    int socket;
    bool is_gone;
    uint64_t sent, received;             // numbers of messages, as they were asked for
    Frame incoming; uint64_t read;       // of the frame and what follows it
    Segment *out; Request *asked;
} Peer;

typedef struct {
    int alive, rank, size, parts;
    char name[96];
    Peer *peers;
    atomic_int is_aborted, error, pending;
} Comm;

typedef struct Part { bool is_send, is_started, is_done; int peer; uint32_t kind; unsigned char *data; uint64_t bytes, number; Comm *comm; struct Part *next; } Part;
typedef struct Reduction { unsigned char *pieces, *target; size_t count; int type, operation; Comm *comm; struct Reduction *next; } Reduction;
typedef struct Event { uint64_t asked, done; } Event;
typedef struct Work { Part *parts; Reduction *reductions; Event *mark, *awaited; uint64_t turn; struct Work *next; } Work;
typedef struct { pthread_t thread; Work *first, *last; } Stream;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t changed = PTHREAD_COND_INITIALIZER;
static atomic_int is_deaf, failing_rank = -1, failing_result;
static _Thread_local int depth;
static _Thread_local Work *group;
static _Thread_local Stream *group_stream;

// For tests. A deaf library does not hear that a peer is gone, as NCCL does not where ranks share memory.
void stub_deaf(int on) { is_deaf = on; }
void stub_fail(int rank, int result) { failing_result = result; failing_rank = rank; }

// ---- messages ----

static void append(Peer *peer, const void *data, uint64_t length, bool copy) {
    Segment *segment = calloc(1, sizeof *segment), **end = &peer->out;
    segment->data = copy ? memcpy(malloc(length), data, length) : (unsigned char *)data;
    segment->length = length;
    segment->is_own = copy;
    while (*end) end = &(*end)->next;
    *end = segment;
}

static void drain(Peer *peer) {
    while (peer->out) {
        Segment *segment = peer->out;
        ssize_t n = send(peer->socket, segment->data + segment->written, segment->length - segment->written, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (n < 0) { if (errno != EAGAIN && errno != EINTR) peer->is_gone = true; return; }
        if ((segment->written += n) < segment->length) return;
        peer->out = segment->next;
        if (segment->is_own) free(segment->data);
        free(segment);
    }
}

static Part *awaited_from(Part *parts, Comm *comm, int rank) {
    for (Part *part = parts; part; part = part->next)
        if (!part->is_send && !part->is_done && part->comm == comm && part->peer == rank) return part;
    return NULL;
}

static bool concerns(Part *parts, Comm *comm, int rank) {
    for (Part *part = parts; part; part = part->next)
        if (!part->is_done && part->comm == comm && part->peer == rank) return true;
    return false;
}

// Reads what is there of frames and of what belongs to them.
static void hear(Part *parts, Comm *comm, int rank) {
    Peer *peer = &comm->peers[rank];
    while (concerns(parts, comm, rank)) {
        bool in_frame = peer->read < sizeof(Frame);
        Part *part = in_frame ? NULL : awaited_from(parts, comm, rank);
        uint64_t at = in_frame ? peer->read : peer->read - sizeof(Frame);
        unsigned char *to = in_frame ? (unsigned char *)&peer->incoming : part ? part->data : NULL;
        uint64_t length = in_frame ? sizeof(Frame) : peer->incoming.bytes;
        if (!to) { comm->error = BAD_USAGE; return; }
        ssize_t n = recv(peer->socket, to + at, length - at, MSG_DONTWAIT);
        if (n == 0) { peer->is_gone = true; return; }
        if (n < 0) { if (errno != EAGAIN && errno != EINTR) peer->is_gone = true; return; }
        peer->read += n;
        if (in_frame && peer->read == sizeof(Frame) && !peer->incoming.is_data) {
            Request *request = calloc(1, sizeof *request), **end = &peer->asked;
            request->frame = peer->incoming;
            while (*end) end = &(*end)->next;
            *end = request;
            peer->read = 0;
        } else if (!in_frame && at + n == length) {
            part->is_done = true;
            peer->read = 0;
        }
    }
}

static bool advance(Part *part) {
    Comm *comm = part->comm;
    Peer *peer = &comm->peers[part->peer];
    if (!part->is_started && !part->is_send) {
        Frame wish = { 0, part->kind, part->number, part->bytes };
        append(peer, &wish, sizeof wish, true);
        part->is_started = true;
    }
    if (!part->is_started && part->is_send && peer->asked) {
        Request *request = peer->asked;
        Frame own = { 1, part->kind, part->number, part->bytes };
        if (request->frame.kind != own.kind || request->frame.number != own.number) {
            // An earlier message of this group goes first.
            if (request->frame.number >= own.number) comm->error = BAD_USAGE;
            return false;
        }
        if (request->frame.bytes != own.bytes) { comm->error = BAD_USAGE; return false; }
        peer->asked = request->next;
        free(request);
        append(peer, &own, sizeof own, true);
        append(peer, part->data, part->bytes, false);
        part->is_started = true;
    }
    drain(peer);
    if (part->is_send && part->is_started && !peer->out) part->is_done = true;
    return part->is_done;
}

static void move(Part *parts) {
    for (;;) {
        bool is_done = true;
        struct pollfd seen[64];
        int count = 0;
        for (Part *part = parts; part; part = part->next) {
            if (part->comm->is_aborted) return;
            if (part->is_done) continue;
            Peer *peer = &part->comm->peers[part->peer];
            if (!peer->is_gone && !part->comm->error) hear(parts, part->comm, part->peer);
            if (!part->is_done && !peer->is_gone && !part->comm->error) advance(part);
            if (!part->is_done && peer->is_gone && !is_deaf) part->comm->error = REMOTE;
            is_done &= part->is_done;
            if (!part->is_done && count < 64)
                seen[count++] = (struct pollfd){ peer->is_gone ? -1 : peer->socket, POLLIN | (peer->out ? POLLOUT : 0), 0 };
        }
        if (is_done) return;
        poll(seen, count, 5);
    }
}

// ---- numbers ----

static size_t width_of(int type) {
    static const size_t widths[] = { 1, 1, 4, 4, 8, 8, 2, 4, 8, 2 };
    return type >= 0 && type < 10 ? widths[type] : 0;
}

static float widen(uint16_t x) { uint32_t bits = (uint32_t)x << 16; float y; memcpy(&y, &bits, 4); return y; }
static uint16_t narrow(float y) { uint32_t bits; memcpy(&bits, &y, 4); return (uint16_t)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16); }

// As from rank to rank round a ring: each has the sum so far in the type that is sent.
#define SAME(x) (x)
#define FOLD(T, A, get, put) do { T *all = (T *)r->pieces, *out = (T *)r->target; for (size_t i = 0; i < r->count; i++) { A y = get(all[i]); \
    for (int rank = 1; rank < r->comm->size; rank++) { A x = get(all[rank * r->count + i]); y = r->operation == 0 ? get((T)put(y + x)) : r->operation == 2 ? (x > y ? x : y) : (x < y ? x : y); } \
    out[i] = put(y); } } while (0)

static void reduce(Reduction *r) {
    switch (r->type) {
        case 0: FOLD(int8_t, int8_t, SAME, SAME); break;
        case 1: FOLD(uint8_t, uint8_t, SAME, SAME); break;
        case 2: FOLD(int32_t, int32_t, SAME, SAME); break;
        case 4: FOLD(int64_t, int64_t, SAME, SAME); break;
        case 6: FOLD(_Float16, float, SAME, SAME); break;
        case 7: FOLD(float, float, SAME, SAME); break;
        case 8: FOLD(double, double, SAME, SAME); break;
        case 9: FOLD(uint16_t, float, widen, narrow); break;
    }
}

// ---- streams and events ----

static void finish(Work *work) {
    move(work->parts);
    for (Reduction *r = work->reductions, *next; r; r = next) {
        next = r->next;
        if (!r->comm->is_aborted) reduce(r);
        free(r->pieces);
        free(r);
    }
    for (Part *part = work->parts, *next; part; part = next) {
        next = part->next;
        part->comm->pending--;
        free(part);
    }
}

static void *work_off(void *argument) {
    Stream *stream = argument;
    for (;;) {
        pthread_mutex_lock(&lock);
        while (!stream->first) pthread_cond_wait(&changed, &lock);
        Work *work = stream->first;
        if (!(stream->first = work->next)) stream->last = NULL;
        while (work->awaited && work->awaited->done < work->turn) pthread_cond_wait(&changed, &lock);
        pthread_mutex_unlock(&lock);
        finish(work);
        pthread_mutex_lock(&lock);
        if (work->mark && work->mark->done < work->turn) work->mark->done = work->turn;
        pthread_cond_broadcast(&changed);
        pthread_mutex_unlock(&lock);
        free(work);
    }
    return NULL;
}

static void enqueue(Stream *stream, Work *work) {
    pthread_mutex_lock(&lock);
    if (stream->last) stream->last->next = work; else stream->first = work;
    stream->last = work;
    pthread_cond_broadcast(&changed);
    pthread_mutex_unlock(&lock);
}

int aoti_torch_get_current_cuda_stream(int32_t device, void **stream) { *stream = NULL; return device != 0; }

int torch_get_cuda_stream_from_pool(bool is_urgent, int32_t device, void **made) {
    Stream *stream = calloc(1, sizeof *stream);
    pthread_create(&stream->thread, NULL, work_off, stream);
    pthread_detach(stream->thread);
    *made = stream;
    return device != 0 || !is_urgent;
}

int cuEventCreate(Event **event, unsigned flags) { *event = calloc(1, sizeof **event); return flags == 2 ? 0 : 1; }

// The host's own work is done when it asks; what it is to wait for it waits for at once. An event outlives its handle.
int cuEventRecord(Event *event, Stream *stream) {
    pthread_mutex_lock(&lock);
    uint64_t turn = ++event->asked;
    if (!stream) event->done = turn;
    pthread_mutex_unlock(&lock);
    if (stream) {
        Work *work = calloc(1, sizeof *work);
        work->mark = event;
        work->turn = turn;
        enqueue(stream, work);
    }
    return 0;
}

int cuStreamWaitEvent(Stream *stream, Event *event, unsigned flags) {
    if (stream) {
        Work *work = calloc(1, sizeof *work);
        work->awaited = event;
        work->turn = event->asked;
        enqueue(stream, work);
        return flags;
    }
    pthread_mutex_lock(&lock);
    for (uint64_t turn = event->asked; event->done < turn;) pthread_cond_wait(&changed, &lock);
    pthread_mutex_unlock(&lock);
    return flags;
}

int cuEventDestroy_v2(Event *event) { return event == NULL; }

// ---- the device ----

static bool is_initialized;

int cuInit(unsigned flags) { is_initialized = true; return flags; }
int cuDeviceGet(int *device, int ordinal) { *device = 70 + ordinal; return is_initialized ? ordinal : 3; }
int cuDeviceGetName(char *name, int length, int device) { snprintf(name, length, "Stub %d", device); return 0; }
int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = (size_t)device << 30; return 0; }

// ---- communicators ----

static int address_of(const char *name, int rank, struct sockaddr_un *address) {
    memset(address, 0, sizeof *address);
    address->sun_family = AF_UNIX;
    return 1 + (int)sizeof(sa_family_t) + snprintf(address->sun_path + 1, sizeof address->sun_path - 1, "foldcp-%s-%d", name, rank);
}

static int join(Comm **made, const char *name, int size, int rank) {
    Comm *comm = calloc(1, sizeof *comm);
    struct sockaddr_un address;
    int door = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), length = address_of(name, rank, &address);
    *comm = (Comm){ .alive = ALIVE, .rank = rank, .size = size, .peers = calloc(size, sizeof(Peer)) };
    snprintf(comm->name, sizeof comm->name, "%s", name);
    if (bind(door, (struct sockaddr *)&address, length) || listen(door, size)) return SYSTEM;
    for (int lower = 0; lower < rank; lower++) {
        int out = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        length = address_of(name, lower, &address);
        while (connect(out, (struct sockaddr *)&address, length)) usleep(2000);
        if (send(out, &rank, sizeof rank, 0) != sizeof rank) return SYSTEM;
        comm->peers[lower].socket = out;
    }
    for (int left = size - 1 - rank, higher; left > 0; left--) {
        int in = accept4(door, NULL, NULL, SOCK_CLOEXEC);
        if (recv(in, &higher, sizeof higher, MSG_WAITALL) != sizeof higher) return SYSTEM;
        comm->peers[higher].socket = in;
    }
    close(door);
    *made = comm;
    return OK;
}

int ncclGetVersion(int *version) { *version = STUB_VERSION; return OK; }

// The last byte says whether the others arrived.
static unsigned char check_of(const Id *id) { unsigned char sum = 7; for (int i = 0; i < 127; i++) sum = sum * 31 + id->bytes[i]; return sum; }

int ncclGetUniqueId(Id *id) {
    if (getrandom(id->bytes, 127, 0) != 127) return SYSTEM;
    id->bytes[127] = check_of(id);
    return OK;
}

int ncclCommInitRank(Comm **comm, int size, Id id, int rank) {
    char name[33];
    if (id.bytes[127] != check_of(&id) || rank < 0 || rank >= size) return BAD_ARGUMENT;
    for (int i = 0; i < 16; i++) sprintf(name + 2 * i, "%02x", id.bytes[i]);
    return join(comm, name, size, rank);
}

static int queue(Comm *comm, Stream *stream, Part *parts, Reduction *reduction);

// All say which part they are of, over the wires of the whole.
int ncclCommSplit(Comm *comm, int color, int key, Comm **part, void *config) {
    if (comm->alive != ALIVE || config || depth) return BAD_USAGE;
    int rank = 0, size = 1, own[2] = { color, key };
    *part = NULL;
    for (int other = 0; other < comm->size; other++)
        if (other != comm->rank && send(comm->peers[other].socket, own, sizeof own, MSG_NOSIGNAL) != sizeof own) return REMOTE;
    for (int other = 0; other < comm->size; other++) {
        int its[2];
        if (other == comm->rank) continue;
        if (recv(comm->peers[other].socket, its, sizeof its, MSG_WAITALL) != sizeof its) return REMOTE;
        if (its[0] != color) continue;
        size++;
        rank += its[1] < key || (its[1] == key && other < comm->rank);
    }
    char name[96];
    snprintf(name, sizeof name, "%.70s:%d.%d", comm->name, comm->parts++, color);
    return color < 0 ? OK : join(part, name, size, rank);
}

static void leave(Comm *comm) {
    while (comm->pending) usleep(1000);
    comm->alive = 0;
    for (int rank = 0; rank < comm->size; rank++)
        if (rank != comm->rank) close(comm->peers[rank].socket);
}

int ncclCommDestroy(Comm *comm) { if (comm->alive != ALIVE) return BAD_ARGUMENT; leave(comm); return OK; }

int ncclCommAbort(Comm *comm) { if (comm->alive != ALIVE) return BAD_ARGUMENT; comm->is_aborted = 1; leave(comm); return OK; }

int ncclCommGetAsyncError(Comm *comm, int *error) {
    if (comm->alive != ALIVE) return BAD_ARGUMENT;
    *error = comm->rank == failing_rank ? failing_result : comm->error;
    return OK;
}

const char *ncclGetErrorString(int result) {
    static const char *const words[] = { "no error", "unhandled cuda error", "unhandled system error", "internal error", "invalid argument", "invalid usage", "remote process exited or there was a network error" };
    return result >= 0 && result < 7 ? words[result] : "unknown";
}

const char *ncclGetLastError(Comm *comm) { return comm ? "as the stub says" : ""; }

int ncclGroupStart(void) { depth++; return OK; }

static int start_group(void) {
    Work *work = group;
    Stream *stream = group_stream;
    group = NULL;
    group_stream = NULL;
    if (work) enqueue(stream, work);
    return OK;
}

int ncclGroupEnd(void) { return depth == 0 ? BAD_USAGE : --depth == 0 ? start_group() : OK; }

static int queue(Comm *comm, Stream *stream, Part *parts, Reduction *reduction) {
    if (!stream || comm->alive != ALIVE || (group && group_stream != stream)) return BAD_USAGE;
    if (!group) group = calloc(1, sizeof *group);
    group_stream = stream;
    Part **end = &group->parts;
    while (*end) end = &(*end)->next;
    *end = parts;
    for (Part *part = parts; part; part = part->next) {
        Peer *peer = &comm->peers[part->peer];
        part->number = part->is_send ? peer->sent++ : peer->received++;
        comm->pending++;
    }
    if (reduction) { reduction->next = group->reductions; group->reductions = reduction; }
    return depth ? OK : start_group();
}

static Part *part_of(Comm *comm, bool is_send, int peer, uint32_t kind, const void *data, uint64_t bytes, Part *next) {
    Part *part = calloc(1, sizeof *part);
    *part = (Part){ .is_send = is_send, .peer = peer, .kind = kind, .data = (unsigned char *)data, .bytes = bytes, .comm = comm, .next = next };
    return part;
}

int ncclSend(const void *data, size_t count, int type, int to, Comm *comm, Stream *stream) {
    if (to < 0 || to >= comm->size || to == comm->rank || !width_of(type)) return BAD_ARGUMENT;
    return queue(comm, stream, part_of(comm, true, to, MESSAGE, data, count * width_of(type), NULL), NULL);
}

int ncclRecv(void *data, size_t count, int type, int from, Comm *comm, Stream *stream) {
    if (from < 0 || from >= comm->size || from == comm->rank || !width_of(type)) return BAD_ARGUMENT;
    return queue(comm, stream, part_of(comm, false, from, MESSAGE, data, count * width_of(type), NULL), NULL);
}

int ncclBroadcast(const void *data, void *target, size_t count, int type, int root, Comm *comm, Stream *stream) {
    uint64_t bytes = count * width_of(type);
    Part *parts = NULL;
    if (root < 0 || root >= comm->size || !bytes) return BAD_ARGUMENT;
    if (root != comm->rank) return queue(comm, stream, part_of(comm, false, root, BROADCAST, target, bytes, NULL), NULL);
    for (int rank = 0; rank < comm->size; rank++)
        if (rank != root) parts = part_of(comm, true, rank, BROADCAST, data, bytes, parts);
    return queue(comm, stream, parts, NULL);
}

int ncclAllReduce(const void *data, void *target, size_t count, int type, int operation, Comm *comm, Stream *stream) {
    uint64_t bytes = count * width_of(type);
    uint32_t kind = REDUCE | operation << 4 | type << 8;
    if (!bytes || (operation != 0 && operation != 2 && operation != 3)) return BAD_ARGUMENT;
    Reduction *r = calloc(1, sizeof *r);
    *r = (Reduction){ .pieces = malloc(bytes * comm->size), .target = target, .count = count, .type = type, .operation = operation, .comm = comm };
    Part *parts = NULL;
    memcpy(r->pieces + comm->rank * bytes, data, bytes);
    for (int rank = 0; rank < comm->size; rank++) {
        if (rank == comm->rank) continue;
        parts = part_of(comm, true, rank, kind, r->pieces + comm->rank * bytes, bytes, parts);
        parts = part_of(comm, false, rank, kind, r->pieces + rank * bytes, bytes, parts);
    }
    return queue(comm, stream, parts, r);
}
