/* twin_wasm.c -- twin.h, for JavaScript. */
#include "fixture.h"
#include "twin.h"
#include "wasm/module.h"

CORE_EXPORT(twin_fixture) void twin_wasm_fixture(void)
{
    core_use_scenario(fixture_scenario());
}

/* Half of twin_looks at a time, as a number that JavaScript has. */
CORE_EXPORT(twin_looks) uint32_t twin_wasm_looks(double now_ms, uint32_t high)
{
    const uint64_t hash = twin_looks(core_session(), (uint64_t)now_ms);

    return (uint32_t)(high ? hash >> 32 : hash);
}
