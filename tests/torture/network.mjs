// network.mjs SECONDS [--links N] [--json] -- the clients' own link and outbox through a bad network (lib/chaos.mjs):
// every answer counts exactly once; and N links that are cut at once come back. Exits with 1 when it is not so.
import { storm, together } from './storm.mjs';

const seconds = Number(process.argv[2] ?? 600);
const at = process.argv.indexOf('--links');
const links = at > 0 ? Number(process.argv[at + 1]) : 2000;
const json = process.argv.includes('--json');

const lines = [...(await storm({ seconds, people: 12, seed: 1 })), ...(await together({ links }))];
for (const { name, value, unit } of lines)
  console.log(json ? JSON.stringify({ name: `network_${name}`, value, unit }) : `${name}: ${value} ${unit}`);
const wrong = lines.filter(({ name, value }) => /wrong|lost/.test(name) && value > 0);
process.exit(wrong.length > 0 ? 1 : 0);
