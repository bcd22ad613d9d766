/* An Intel graphics card for Mesa's Vulkan driver where there is none: preloaded, it answers what the driver asks of the i915 kernel driver
 * while it opens a device. Buffers are memory, submissions do nothing; compiling needs no more. After Mesa's src/intel/tools/intel_noop_drm_shim.c,
 * whose answers it gives; structures and numbers are those of the kernel's drm.h and i915_drm.h, which are stable.
 * Environment: SHIM_DEVICE, the PCI device in hexadecimal; SHIM_SUBSLICES, of 16 execution units; SHIM_LOCAL_MEMORY, set for cards with their own. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <unistd.h>

static const char NODE[] = "/dev/dri/shim";

static unsigned from_environment(const char *name, int base) {
  const char *text = getenv(name);
  return text ? strtoul(text, NULL, base) : 0;
}

/* ---- libdrm: the list of devices has one ---- */

struct bus { uint16_t domain; uint8_t bus, device, function; };
struct identity { uint16_t vendor, device, subvendor, subdevice; uint8_t revision; };
struct drm_device { char **nodes; int available; int bus_type; struct bus *bus; struct identity *identity; };

int drmGetDevice2(int fd, uint32_t flags, struct drm_device **out) {
  static char *nodes[] = { "/dev/dri/shim-primary", "/dev/dri/shim-control", (char *)NODE };
  static struct bus bus = { 0, 0, 2, 0 };
  static struct identity identity = { .vendor = 0x8086 };
  static struct drm_device device = { nodes, 1 << 2 /* a render node */, 0 /* PCI */, &bus, &identity };
  identity.device = from_environment("SHIM_DEVICE", 16);
  *out = &device;
  return 0;
}
int drmGetDevices2(uint32_t flags, struct drm_device **devices, int most) {
  if (devices && most > 0) drmGetDevice2(-1, flags, devices);
  return 1;
}
void drmFreeDevice(struct drm_device **device) { *device = NULL; }
void drmFreeDevices(struct drm_device **devices, int count) {}

/* ---- the device's file: one for all who open it, with room for every buffer; each is mapped at its own offset ---- */

static int file = -1;
enum { MOST_BUFFERS = 1 << 16 };
static uint64_t offsets[MOST_BUFFERS], end;
static uint32_t buffers;

static int open_node(void) {
  if (file < 0) {
    file = memfd_create("shim", MFD_CLOEXEC);
    if (ftruncate(file, 1ll << 42)) abort();
  }
  return dup(file);
}
#define OPEN(name)                                                                    \
  int name(const char *path, int flags, ...) {                                        \
    static int (*real)(const char *, int, ...);                                       \
    va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest);  \
    if (!strcmp(path, NODE)) return open_node();                                      \
    if (!real) real = dlsym(RTLD_NEXT, #name);                                        \
    return real(path, flags, mode);                                                   \
  }
OPEN(open)
OPEN(open64)

static uint32_t create_buffer(uint64_t size) {
  if (++buffers == MOST_BUFFERS) abort();
  offsets[buffers] = end;
  end += (size + 0xffff) & ~0xffffull;
  return buffers;
}

/* ---- answers to ioctl: core numbers below 0x40, then those of i915 ---- */

struct version { int major, minor, patch; size_t name_length; char *name; size_t date_length; char *date; size_t text_length; char *text; };
struct create { uint64_t size; uint32_t handle; };
struct user_pointer { uint64_t at, size; uint32_t flags, handle; };
struct map_offset { uint32_t handle, pad; uint64_t offset; };
struct param { int32_t name; int *value; };
struct context_param { uint32_t context, size; uint64_t name, value; };
struct aperture { uint64_t size, available; };

static void get_param(struct param *param) {
  switch (param->name) {
    case 4: *param->value = from_environment("SHIM_DEVICE", 16); break; /* CHIPSET_ID */
    case 17: *param->value = 0; break; /* HAS_LLC */
    case 30: case 40: *param->value = 4; break; /* MMAP_VERSION, MMAP_GTT_VERSION: buffers are mapped by offset */
    case 32: *param->value = 0; break; /* REVISION */
    case 51: *param->value = 19200000; break; /* CS_TIMESTAMP_FREQUENCY, Hz */
    case 56: *param->value = 0; break; /* HAS_USERPTR_PROBE */
    default: *param->value = 1; /* all others: whether the kernel has a feature */
  }
}

struct topology { uint16_t flags, slices, subslices, units, subslice_offset, subslice_stride, unit_offset, unit_stride; uint8_t data[]; };
struct engine { uint16_t kind, instance; uint32_t reserved0; uint64_t flags, capabilities; uint16_t logical, reserved1[3]; uint64_t reserved2[3]; };
struct engines { uint32_t count, reserved[3]; struct engine all[2]; };
struct region { uint16_t kind, instance; uint32_t reserved0; uint64_t size, unallocated, reserved1[8]; };
struct regions { uint32_t count, reserved[3]; struct region all[2]; };
struct item { uint64_t query; int32_t length; uint32_t flags; uint64_t data; };
struct query { uint32_t count, flags; uint64_t items; };

/** Copies an answer, or tells its length where the driver asks for that. */
static void answer(struct item *item, const void *data, int32_t length) {
  if (item->length == 0) item->length = length;
  else if (item->length < length) item->length = -EINVAL;
  else memcpy((void *)(uintptr_t)item->data, data, length);
}

static void answer_topology(struct item *item) {
  const unsigned subslices = from_environment("SHIM_SUBSLICES", 10), bytes = (subslices + 7) / 8;
  uint8_t all[256] = { 0 };
  struct topology *topology = (void *)all;
  *topology = (struct topology){ 0, 1, subslices, 16, 1, bytes, 1 + bytes, 2 };
  topology->data[0] = 1;
  for (unsigned i = 0; i < subslices; i++) topology->data[1 + i / 8] |= 1 << (i % 8);
  memset(topology->data + 1 + bytes, 0xff, 2 * subslices);
  answer(item, all, sizeof *topology + 1 + bytes + 2 * subslices);
}

static void answer_query(struct item *item) {
  static const struct engines engines = { 2, { 0 }, { { .kind = 0 /* render */ }, { .kind = 1 /* copy */ } } };
  const uint64_t size = 4ull << 30;
  const struct regions regions = { getenv("SHIM_LOCAL_MEMORY") ? 2 : 1, { 0 }, { { .kind = 0, .size = size, .unallocated = size }, { .kind = 1, .size = size, .unallocated = size } } };
  switch (item->query) {
    case 1: case 6: answer_topology(item); break; /* TOPOLOGY_INFO, GEOMETRY_SUBSLICES */
    case 2: answer(item, &engines, sizeof engines); break; /* ENGINE_INFO */
    case 4: answer(item, &regions, sizeof regions - (2 - regions.count) * sizeof(struct region)); break; /* MEMORY_REGIONS */
    default: item->length = -EINVAL;
  }
}

static void answer_request(unsigned number, void *argument) {
  switch (number) {
    case 0x00: { /* VERSION */
      struct version *version = argument;
      if (version->name && version->name_length >= 4) memcpy(version->name, "i915", 4);
      version->name_length = 4; version->date_length = version->text_length = 1; /* libdrm copies all three */
      break;
    }
    case 0x0c: ((uint64_t *)argument)[1] = 0; break; /* GET_CAP: none of the optional ones */
    case 0xbf: *(uint32_t *)argument = 1; break; /* SYNCOBJ_CREATE */
    case 0x40 + 0x06: get_param(argument); break;
    case 0x40 + 0x1b: case 0x40 + 0x3c: { struct create *create = argument; create->handle = create_buffer(create->size); break; }
    case 0x40 + 0x23: *(struct aperture *)argument = (struct aperture){ 1ull << 48, 1ull << 48 }; break;
    case 0x40 + 0x24: { struct map_offset *map = argument; map->offset = offsets[map->handle]; break; }
    case 0x40 + 0x2d: *(uint32_t *)argument = 1; break; /* CONTEXT_CREATE */
    case 0x40 + 0x33: { struct user_pointer *pointer = argument; pointer->handle = create_buffer(pointer->size); break; }
    case 0x40 + 0x34: { struct context_param *param = argument; param->value = param->name == 3 ? 1ull << 48 /* GTT_SIZE */ : 0; break; }
    case 0x40 + 0x39: {
      struct query *query = argument;
      for (uint32_t i = 0; i < query->count; i++) answer_query((struct item *)(uintptr_t)query->items + i);
      break;
    }
    case 0x40 + 0x3a: ((uint32_t *)argument)[3] = 1; break; /* VM_CREATE */
  } /* all others succeed and do nothing */
}

int ioctl(int fd, unsigned long request, ...) {
  static int (*real)(int, unsigned long, ...);
  va_list rest; va_start(rest, request); void *argument = va_arg(rest, void *); va_end(rest);
  if (_IOC_TYPE(request) == 'd') return answer_request(_IOC_NR(request), argument), 0;
  if (!real) real = dlsym(RTLD_NEXT, "ioctl");
  return real(fd, request, argument);
}
