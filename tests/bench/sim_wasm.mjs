// sim_wasm.mjs FILE.wasm [--json] -- team-weeks a second of the simulation as WebAssembly, with the load of
// server/lab/bench/sim_load.h, as `dilemma bench sim` measures it natively. The best of five.
import { readFileSync } from 'node:fs';
import { commandLine } from '../lib/tool.mjs';

const { module, json } = commandLine('node tests/bench/sim_wasm.mjs MODULE [--json]', {
  operands: { module: undefined },
  options: { json: false },
});
const { instance } = await WebAssembly.instantiate(readFileSync(module), {});
const sim = instance.exports;

function rate(batch, idle) {
  let best = 0;
  for (let tries = 0; tries < 5; tries += 1) {
    let weeks = 0;
    const begin = performance.now();
    for (let turn = 0; turn < 20; turn += 1) weeks += sim.bench(64, 8, batch, idle);
    best = Math.max(best, weeks / ((performance.now() - begin) / 1000));
  }
  return best;
}

for (const [name, batch, idle] of [
  ['sim_wasm_team_weeks_per_second', 0, 0],
  ['sim_wasm_batch_team_weeks_per_second', 1, 0],
  ['sim_wasm_idle_team_weeks_per_second', 0, 1],
]) {
  const value = Math.round(rate(batch, idle));
  if (json) console.log(JSON.stringify({ name, value, unit: 'team-weeks/s' }));
  else console.log(name.padEnd(40), value, 'team-weeks/s');
}
