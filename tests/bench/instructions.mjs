// instructions.mjs -- what a vote costs, in instructions, because those do not depend on how busy the machine is: the
// core (bench_vote_path), and the host with ten rooms in memory and with many (bench_host). Fails where one takes a
// tenth more than instructions.json says, or where a vote costs more because others are there.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commandLine } from '../lib/tool.mjs';

const asked = commandLine(
  `node tests/bench/instructions.mjs [--rooms N] [--build DIR] [--accept] [--json]
--rooms N: that many rooms in memory, beside which a vote must cost what it does beside ten
--accept: what was counted is kept, after a change that was meant`,
  { options: { rooms: 1000, build: 'build/release', accept: false, json: false } },
);
const KEPT = new URL('instructions.json', import.meta.url);
const MORE_MAX = 1.1;
const VOTES = { vote_path: 2000, one_vote: 400 };

/** Instructions of one call of this function. */
async function count(program, called, environment = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'instructions-'));
  try {
    const out = join(folder, 'counted');
    await promisify(execFile)(
      'valgrind',
      ['--tool=callgrind', `--toggle-collect=${called}`, `--callgrind-out-file=${out}`, join(asked.build, program)],
      { env: { ...process.env, ...environment } },
    );
    const total = /^(?:summary|totals): (\d+)/m.exec(readFileSync(out, 'utf8'));
    if (total === null) throw new Error(`${program}: nothing was counted`);
    return Math.round(Number(total[1]) / VOTES[called]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const beside = (rooms) => count('tests/unit/host/bench_host', 'one_vote', { ROOMS: String(rooms) });
const [core, host, beside_many] = await Promise.all([
  count('tests/replay/bench_vote_path', 'vote_path'),
  beside(10),
  beside(asked.rooms),
]);
const counted = { core, host };
const kept = JSON.parse(readFileSync(KEPT, 'utf8'));
const faults = [];
for (const [name, value] of Object.entries(counted)) {
  if (value > kept[name] * MORE_MAX) faults.push(`${name}: a vote takes ${value} instructions; ${kept[name]} are kept`);
}
if (beside_many > counted.host * MORE_MAX) {
  faults.push(`a vote takes ${beside_many} instructions beside ${asked.rooms} rooms, ${counted.host} beside ten`);
}
for (const [name, value] of [...Object.entries(counted), [`host_beside_${asked.rooms}`, beside_many]]) {
  const line = { name: `instructions_a_vote_${name}`, value, unit: 'instructions' };
  console.log(asked.json ? JSON.stringify(line) : `${line.name.padEnd(34)} ${value}`);
}
if (asked.accept) writeFileSync(KEPT, `${JSON.stringify(counted, null, 2)}\n`);
else {
  for (const fault of faults) console.error(`instructions: ${fault}`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
