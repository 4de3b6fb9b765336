// The one C interface between a Verilated model and the two Java bindings. It knows ports and memories only by the
// tables that follow it (generated from the header that Verilator wrote), nothing of what the design does.
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <exception>
#include <string>

#include "Vmodel.h"
#include "Vmodel___024root.h"
#include "verilated.h"
#ifdef SPIKELOCK_TRACE
#include "verilated_fst_c.h"
#endif

namespace {
struct Stopped {
  std::string what;
  std::string file;
  int line;
};

struct Session {
  VerilatedContext* context = nullptr;
  Vmodel* model = nullptr;
  std::string error;
#ifdef SPIKELOCK_TRACE
  VerilatedFstC* trace = nullptr;
#endif
};

std::string printed;  // what $display wrote; models run one at a time a thread, text is for people only
const size_t kPrintedMost = 1 << 16;

struct Port {
  const char* name;
  int width;
  int input;
};

struct Memory {
  const char* name;
  int words;
};

inline void put(int*& to, CData value) { *to++ = value; }
inline void put(int*& to, SData value) { *to++ = value; }
inline void put(int*& to, IData value) { *to++ = (int)value; }
inline void put(int*& to, QData value) {
  *to++ = (int)value;
  *to++ = (int)(value >> 32);
}
template <std::size_t N>
inline void put(int*& to, const VlWide<N>& value) {
  for (std::size_t i = 0; i < N; i++) *to++ = (int)value[i];
}
inline void take(const int*& from, CData& value) { value = (CData)*from++; }
inline void take(const int*& from, SData& value) { value = (SData)*from++; }
inline void take(const int*& from, IData& value) { value = (IData)*from++; }
inline void take(const int*& from, QData& value) {
  QData low = (unsigned)*from++;
  value = low | (QData)(unsigned)*from++ << 32;
}
template <std::size_t N>
inline void take(const int*& from, VlWide<N>& value) {
  for (std::size_t i = 0; i < N; i++) value[i] = (EData)*from++;
}

#include "ports.inc"  // PORTS, PORT_COUNT, get_port, set_port, clock_of; MEMORIES, MEMORY_COUNT, peek, poke

void evaluate(Session* s) {
  s->model->eval();
#ifdef SPIKELOCK_TRACE
  if (s->trace) s->trace->dump(s->context->time());
#endif
  s->context->timeInc(1);
}

void tick(Session* s) {
  clock_of(s->model) = 0;
  evaluate(s);
  clock_of(s->model) = 1;
  evaluate(s);
}

enum { OP_SET = 1, OP_TICK = 2, OP_UNTIL = 3, OP_GET = 4, OP_PEEK = 5, OP_POKE = 6, OP_EVAL = 7 };

// `to` is behind the last result, also when the model stops.
void execute(Session* s, const int* at, int length, int* results, int capacity, int*& to) {
  const int* end = at + length;
  while (at < end) {
    switch (*at++) {
      case OP_SET: {
        int port = *at++;
        set_port(s->model, port, at);
        break;
      }
      case OP_TICK:
        for (int n = *at++; n > 0; n--) tick(s);
        break;
      case OP_UNTIL: {  // tick until the port has the value, or end at the limit
        int port = *at++, value = *at++, most = *at++, ticks = 0, now[64];
        int* word = now;
        get_port(s->model, port, word);
        while (now[0] != value && ticks < most) {
          tick(s);
          ticks++;
          word = now;
          get_port(s->model, port, word);
        }
        *to++ = ticks;
        *to++ = now[0] == value;
        if (now[0] != value) at = end;  // what follows relies on it
        break;
      }
      case OP_GET:
        get_port(s->model, *at++, to);
        break;
      case OP_PEEK: {
        int memory = *at++, first = *at++, count = *at++;
        for (int i = 0; i < count; i++) peek(s->model, memory, first + i, to);
        break;
      }
      case OP_POKE: {
        int memory = *at++, first = *at++, count = *at++;
        for (int i = 0; i < count; i++) poke(s->model, memory, first + i, at);
        break;
      }
      case OP_EVAL:
        clock_of(s->model) = 0;
        s->model->eval();
        break;
      default:
        throw Stopped{"damaged port script", "", 0};
    }
    if (to - results > capacity) throw Stopped{"port script wrote too many results", "", 0};
  }
}

template <class Body>
int guarded(Session* s, Body body) {
  // The runtime keeps one current context a thread and takes locks in it, even after another model's is deleted.
  if (s->context) Verilated::threadContextp(s->context);
  try {
    return body();
  } catch (const Stopped& stop) {
    s->error = stop.what + "\t" + stop.file + "\t" + std::to_string(stop.line);
  } catch (const std::exception& e) {
    s->error = std::string("C++ exception: ") + e.what() + "\t\t0";
  } catch (...) {
    s->error = "C++ exception of an unknown type\t\t0";
  }
  return -1;
}
}  // namespace

// Called by the runtime instead of aborting the process ($fatal, $stop, $error and failed assertions all end here).
void vl_fatal(const char* file, int line, const char* hierarchy, const char* message) {
  throw Stopped{std::string(message ? message : "fatal") + " in " + (hierarchy ? hierarchy : ""), file ? file : "", line};
}
void vl_stop(const char* file, int line, const char* hierarchy) {
  throw Stopped{std::string("$stop, $error or failed assertion in ") + (hierarchy ? hierarchy : ""), file ? file : "", line};
}
void vl_finish(const char* file, int line, const char* hierarchy) {
  throw Stopped{std::string("$finish in ") + (hierarchy ? hierarchy : ""), file ? file : "", line};
}

extern "C" {
int spikelock_printf(const char* format, ...) {
  char line[1024];
  va_list arguments;
  va_start(arguments, format);
  int n = vsnprintf(line, sizeof line, format, arguments);
  va_end(arguments);
  if (printed.size() < kPrintedMost) printed += line;
  return n;
}

int sl_abi() { return 2; }
int sl_port_count() { return PORT_COUNT; }
const char* sl_port_name(int i) { return PORTS[i].name; }
int sl_port_width(int i) { return PORTS[i].width; }
int sl_port_input(int i) { return PORTS[i].input; }
int sl_memory_words(int i) { return i < MEMORY_COUNT ? MEMORIES[i].words : 0; }

void* sl_create(int seed) {
  Session* s = new Session;
  int ok = guarded(s, [&] {
    s->context = new VerilatedContext;
    Verilated::threadContextp(s->context);
    s->context->threads(1);
    s->context->fatalOnError(false);
    s->context->randReset(2);
    s->context->randSeed(seed);
#ifdef SPIKELOCK_TRACE
    s->context->traceEverOn(true);
#endif
    s->model = new Vmodel{s->context, "top"};
    // Registers start from the seed's random values, but what the host drives starts at 0.
    const int zeros[64] = {0};
    for (int port = 0; port < PORT_COUNT; port++) {
      const int* from = zeros;
      if (PORTS[port].input) set_port(s->model, port, from);
    }
    s->model->eval();
    return 0;
  });
  (void)ok;
  return s;
}

void sl_destroy(void* session) {
  Session* s = (Session*)session;
  Verilated::threadContextp(s->context);
#ifdef SPIKELOCK_TRACE
  if (s->trace) {
    s->trace->close();
    delete s->trace;
  }
#endif
  if (s->model) {
    guarded(s, [&] {
      s->model->final();
      return 0;
    });
    delete s->model;
  }
  Verilated::threadContextp(nullptr);
  delete s->context;
  delete s;
}

// The number of results, or, when the model stopped, -1 less the number of those before it.
int sl_run(void* session, const int* script, int length, int* results, int capacity) {
  Session* s = (Session*)session;
  if (!s->error.empty()) return -1;
  int* to = results;
  int stopped = guarded(s, [&] {
    execute(s, script, length, results, capacity, to);
    return 0;
  });
  int count = to - results < capacity ? (int)(to - results) : capacity;
  return stopped ? -1 - count : count;
}

const char* sl_error(void* session) { return ((Session*)session)->error.c_str(); }

const char* sl_printed() { return printed.c_str(); }

int sl_trace(void* session, const char* path) {
#ifdef SPIKELOCK_TRACE
  Session* s = (Session*)session;
  if (s->trace) {
    s->trace->close();
    delete s->trace;
    s->trace = nullptr;
  }
  if (path[0]) {
    s->trace = new VerilatedFstC;
    s->model->trace(s->trace, 99);
    s->trace->open(path);
  }
  return 0;
#else
  (void)session;
  (void)path;
  return -1;
#endif
}
}
