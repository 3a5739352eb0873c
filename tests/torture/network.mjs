// network.mjs SECONDS [--links N] [--json] -- the clients' own link and outbox through a bad network (lib/chaos.mjs):
// every answer counts exactly once; and N links that are cut at once come back. Exits with 1 when it is not so.
import { storm, together } from './storm.mjs';
import { commandLine } from '../lib/tool.mjs';

const { seconds, links, json } = commandLine('node tests/torture/network.mjs [--seconds N] [--links N] [--json]', {
  options: { seconds: 600, links: 2000, json: false },
});

const lines = [...(await storm({ seconds, people: 12, seed: 1 })), ...(await together({ links }))];
for (const { name, value, unit } of lines)
  console.log(json ? JSON.stringify({ name: `network_${name}`, value, unit }) : `${name}: ${value} ${unit}`);
const wrong = lines.filter(({ name, value }) => /wrong|lost/.test(name) && value > 0);
process.exit(wrong.length > 0 ? 1 : 0);
