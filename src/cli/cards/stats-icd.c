/* A Vulkan driver that wraps a real one on a machine without its card: commands and submissions do nothing, fences are always signalled, and each
 * compute pipeline that is created is reported: one line of JSON with the driver's statistics of it and its disassembly.
 * Environment: STATS_DRIVER, the driver's library; STATS_OUT, the file to append to. */
#define VK_NO_PROTOTYPES
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vulkan/vulkan.h>

typedef PFN_vkVoidFunction (*get_address)(VkInstance, const char *);
static get_address real_instance_address, real_physical_address;
static PFN_vkGetDeviceProcAddr real_device_address;
static VkResult (*real_negotiate)(uint32_t *);
static VkInstance instance;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void load(void) {
  void *driver = dlopen(getenv("STATS_DRIVER"), RTLD_NOW | RTLD_LOCAL);
  if (!driver) { fprintf(stderr, "%s\n", dlerror()); abort(); }
  real_instance_address = (get_address)dlsym(driver, "vk_icdGetInstanceProcAddr");
  real_physical_address = (get_address)dlsym(driver, "vk_icdGetPhysicalDeviceProcAddr");
  real_negotiate = (VkResult (*)(uint32_t *))dlsym(driver, "vk_icdNegotiateLoaderICDInterfaceVersion");
}

/* ---- the report of a pipeline ---- */

static void put_text(FILE *out, const char *text) {
  fputc('"', out);
  for (; *text; text++) {
    if (*text == '"' || *text == '\\') fprintf(out, "\\%c", *text);
    else if ((unsigned char)*text < ' ') fprintf(out, "\\u%04x", *text);
    else fputc(*text, out);
  }
  fputc('"', out);
}

static void put_statistic(FILE *out, const VkPipelineExecutableStatisticKHR *statistic) {
  fputc(',', out); put_text(out, statistic->name); fputc(':', out);
  switch (statistic->format) {
    case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_BOOL32_KHR: fprintf(out, "%u", statistic->value.b32); break;
    case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_INT64_KHR: fprintf(out, "%lld", (long long)statistic->value.i64); break;
    case VK_PIPELINE_EXECUTABLE_STATISTIC_FORMAT_UINT64_KHR: fprintf(out, "%llu", (unsigned long long)statistic->value.u64); break;
    default: fprintf(out, "%g", statistic->value.f64);
  }
}

static void put_statistics(FILE *out, VkDevice device, const VkPipelineExecutableInfoKHR *executable) {
  PFN_vkGetPipelineExecutableStatisticsKHR get = (PFN_vkGetPipelineExecutableStatisticsKHR)real_device_address(device, "vkGetPipelineExecutableStatisticsKHR");
  uint32_t count = 0;
  get(device, executable, &count, NULL);
  VkPipelineExecutableStatisticKHR *all = calloc(count, sizeof *all);
  for (uint32_t i = 0; i < count; i++) all[i].sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_STATISTIC_KHR;
  get(device, executable, &count, all);
  for (uint32_t i = 0; i < count; i++) put_statistic(out, &all[i]);
  free(all);
}

/* The last of the driver's representations is what runs. */
static void put_assembly(FILE *out, VkDevice device, const VkPipelineExecutableInfoKHR *executable) {
  PFN_vkGetPipelineExecutableInternalRepresentationsKHR get = (PFN_vkGetPipelineExecutableInternalRepresentationsKHR)real_device_address(device, "vkGetPipelineExecutableInternalRepresentationsKHR");
  uint32_t count = 0;
  get(device, executable, &count, NULL);
  VkPipelineExecutableInternalRepresentationKHR *all = calloc(count, sizeof *all);
  for (uint32_t i = 0; i < count; i++) all[i].sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INTERNAL_REPRESENTATION_KHR;
  get(device, executable, &count, all);
  for (uint32_t i = 0; i < count; i++) all[i].pData = calloc(1, all[i].dataSize + 1);
  get(device, executable, &count, all);
  fputs(",\"assembly\":", out); put_text(out, count > 0 ? all[count - 1].pData : "");
  for (uint32_t i = 0; i < count; i++) free(all[i].pData);
  free(all);
}

static void report(VkDevice device, VkPipeline pipeline) {
  PFN_vkGetPipelineExecutablePropertiesKHR get = (PFN_vkGetPipelineExecutablePropertiesKHR)real_device_address(device, "vkGetPipelineExecutablePropertiesKHR");
  VkPipelineInfoKHR info = { .sType = VK_STRUCTURE_TYPE_PIPELINE_INFO_KHR, .pipeline = pipeline };
  VkPipelineExecutablePropertiesKHR properties = { .sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_PROPERTIES_KHR };
  uint32_t count = 1; /* a compute pipeline has one */
  get(device, &info, &count, &properties);
  VkPipelineExecutableInfoKHR executable = { .sType = VK_STRUCTURE_TYPE_PIPELINE_EXECUTABLE_INFO_KHR, .pipeline = pipeline };
  pthread_mutex_lock(&lock);
  FILE *out = fopen(getenv("STATS_OUT"), "a");
  fprintf(out, "{\"lanes\":%u", properties.subgroupSize);
  put_statistics(out, device, &executable);
  put_assembly(out, device, &executable);
  fputs("}\n", out);
  fclose(out);
  pthread_mutex_unlock(&lock);
}

/* ---- the calls that differ from the real driver's ---- */

static VkResult create_instance(const VkInstanceCreateInfo *info, const VkAllocationCallbacks *allocator, VkInstance *out) {
  VkResult result = ((PFN_vkCreateInstance)real_instance_address(NULL, "vkCreateInstance"))(info, allocator, out);
  if (result == VK_SUCCESS) instance = *out;
  return result;
}

/* Adds the extension that tells of a pipeline's executables. */
static VkResult create_device(VkPhysicalDevice physical, const VkDeviceCreateInfo *info, const VkAllocationCallbacks *allocator, VkDevice *out) {
  VkDeviceCreateInfo own = *info;
  const char **names = malloc(sizeof *names * (info->enabledExtensionCount + 1));
  if (info->enabledExtensionCount > 0) memcpy(names, info->ppEnabledExtensionNames, sizeof *names * info->enabledExtensionCount);
  names[own.enabledExtensionCount++] = VK_KHR_PIPELINE_EXECUTABLE_PROPERTIES_EXTENSION_NAME;
  VkPhysicalDevicePipelineExecutablePropertiesFeaturesKHR feature = {
    .sType = VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PIPELINE_EXECUTABLE_PROPERTIES_FEATURES_KHR, .pNext = (void *)info->pNext, .pipelineExecutableInfo = VK_TRUE };
  own.pNext = &feature; own.ppEnabledExtensionNames = names;
  VkResult result = ((PFN_vkCreateDevice)real_instance_address(instance, "vkCreateDevice"))(physical, &own, allocator, out);
  free(names);
  return result;
}

static VkResult create_pipelines(VkDevice device, VkPipelineCache cache, uint32_t count, const VkComputePipelineCreateInfo *infos, const VkAllocationCallbacks *allocator, VkPipeline *out) {
  PFN_vkCreateComputePipelines real = (PFN_vkCreateComputePipelines)real_device_address(device, "vkCreateComputePipelines");
  for (uint32_t i = 0; i < count; i++) {
    VkComputePipelineCreateInfo own = infos[i];
    own.flags |= VK_PIPELINE_CREATE_CAPTURE_STATISTICS_BIT_KHR | VK_PIPELINE_CREATE_CAPTURE_INTERNAL_REPRESENTATIONS_BIT_KHR;
    VkResult result = real(device, VK_NULL_HANDLE, 1, &own, allocator, &out[i]);
    if (result != VK_SUCCESS) return result;
    report(device, out[i]);
  }
  return VK_SUCCESS;
}

static void do_nothing(void) {}
static VkResult succeed(void) { return VK_SUCCESS; }
static const char *const SUCCEED[] = { "vkBeginCommandBuffer", "vkEndCommandBuffer", "vkQueueSubmit", "vkQueueSubmit2", "vkQueueSubmit2KHR", "vkResetCommandPool", "vkResetCommandBuffer",
  "vkWaitForFences", "vkGetFenceStatus", "vkResetFences", "vkQueueWaitIdle", "vkDeviceWaitIdle", "vkWaitSemaphores", "vkWaitSemaphoresKHR", "vkSignalSemaphore", "vkQueueBindSparse" };

/** What replaces a call of the real driver; NULL where it is left. */
static PFN_vkVoidFunction replacement(const char *name) {
  if (!strcmp(name, "vkCreateComputePipelines")) return (PFN_vkVoidFunction)create_pipelines;
  if (!strncmp(name, "vkCmd", 5)) return do_nothing;
  for (size_t i = 0; i < sizeof SUCCEED / sizeof *SUCCEED; i++) if (!strcmp(name, SUCCEED[i])) return (PFN_vkVoidFunction)succeed;
  return NULL;
}

static PFN_vkVoidFunction device_address(VkDevice device, const char *name) {
  if (!strcmp(name, "vkGetDeviceProcAddr")) return (PFN_vkVoidFunction)device_address;
  PFN_vkVoidFunction real = real_device_address(device, name), own = real ? replacement(name) : NULL;
  return own ? own : real;
}

PFN_vkVoidFunction vk_icdGetInstanceProcAddr(VkInstance of, const char *name) {
  if (!strcmp(name, "vkCreateInstance")) return (PFN_vkVoidFunction)create_instance;
  if (!strcmp(name, "vkCreateDevice")) return (PFN_vkVoidFunction)create_device;
  if (!strcmp(name, "vkGetInstanceProcAddr")) return (PFN_vkVoidFunction)vk_icdGetInstanceProcAddr;
  PFN_vkVoidFunction real = real_instance_address(of, name);
  if (!strcmp(name, "vkGetDeviceProcAddr")) {
    if (real) real_device_address = (PFN_vkGetDeviceProcAddr)real;
    return (PFN_vkVoidFunction)device_address;
  }
  PFN_vkVoidFunction own = real ? replacement(name) : NULL;
  return own ? own : real;
}
PFN_vkVoidFunction vk_icdGetPhysicalDeviceProcAddr(VkInstance of, const char *name) {
  if (!strcmp(name, "vkCreateDevice")) return (PFN_vkVoidFunction)create_device;
  return real_physical_address ? real_physical_address(of, name) : NULL;
}
VkResult vk_icdNegotiateLoaderICDInterfaceVersion(uint32_t *version) { return real_negotiate(version); }
