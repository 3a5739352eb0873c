// cluster.mjs [--times N] [--only WHAT] [--json] -- two nodes on a primary and a standby of PostgreSQL, under load:
// nodes are killed and drained, the primary is killed, connections are cut, nodes sleep and are replaced. Whatever was
// acknowledged is there once, nothing is there twice, and people are back without doing anything. Then how fast it is.
// Exits with 1 when something was lost, doubled or written by who was replaced, or when a figure is past what is asked.
import { connectionsCut, nodesDrained, nodesKilled, primariesKilled, zombies } from './cluster_rounds.mjs';
import { speed } from './cluster_speed.mjs';
import { commandLine } from '../lib/tool.mjs';

const PARTS = {
  nodes: { run: nodesKilled, times: 100 },
  drains: { run: nodesDrained, times: 20 },
  primary: { run: primariesKilled, times: 30 },
  cuts: { run: connectionsCut, times: 100 },
  zombies: { run: zombies, times: 50 },
  speed: { run: speed, times: 1 },
};

/** What a figure may be at most. What a machine is fast or slow at is not among them, but for how two compare. */
const MOST = {
  node_kills_back_longest: 8,
  drains_back_longest: 1,
  ack_p50_per_bare_commit: 3,
};
const MUST_BE_NONE = /_(lost|doubled|wrong)$/;

const usage = `node tests/torture/cluster.mjs [--times N: of each] [--only ${Object.keys(PARTS).join('|')}] [--json]`;
const { times, only, json } = commandLine(usage, { options: { times: 0, only: '', json: false } });
if (only !== '' && PARTS[only] === undefined) {
  console.error(usage);
  process.exit(2);
}

let wrong = 0;
for (const [name, part] of Object.entries(PARTS)) {
  if (only !== '' && only !== name) continue;
  for (const line of await part.run(times || part.times)) {
    const most = MUST_BE_NONE.test(line.name) ? 0 : MOST[line.name];
    const isWrong = most !== undefined && line.value > most;
    if (isWrong) wrong++;
    const said = { ...line, name: `cluster_${line.name}`, ...(most === undefined ? {} : { most }) };
    if (json) console.log(JSON.stringify(said));
    else {
      const bound = most === undefined ? '' : `, at most ${most}${isWrong ? ': WRONG' : ''}`;
      console.log(`${line.name}: ${line.value} ${line.unit}${bound}`);
    }
  }
}
process.exit(wrong > 0 ? 1 : 0);
