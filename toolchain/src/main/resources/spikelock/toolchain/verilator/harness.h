// Included before every file of a model and of the runtime: text printed by the model goes to the harness.
#pragma once
extern "C" int spikelock_printf(const char* format, ...) __attribute__((format(printf, 1, 2)));
#define VL_PRINTF spikelock_printf
