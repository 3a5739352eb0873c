// schema.mjs -- the JSON Schema that editors use agrees with the compiler: every shipped scenario is
// valid, and the schema refuses each broken fixture whose fault a schema can see.
import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const Ajv = createRequire(join(root, 'clients', 'package.json'))('ajv/dist/2020.js').default;
const json = (...path) => JSON.parse(readFileSync(join(root, ...path), 'utf8'));
const valid = new Ajv({ allErrors: false }).compile(json('scenarios', 'schema', 'scenario.schema.json'));

// What is wrong in itself. The rest needs the catalogue, the texts or another part of the scenario.
const SEEN_BY_A_SCHEMA = new Set([
  'id_form',
  'value_missing',
  'language_missing',
  'word_unknown',
  'type_wrong',
  'number_range',
  'number_whole',
  'key_unknown',
  'list_length',
  'condition_form',
]);

const wrong = [];
const first = () => `${valid.errors[0].instancePath} ${valid.errors[0].message}`;

// Mechanisms that an option may speak of are those that the catalogue has words for.
const option = json('scenarios', 'schema', 'scenario.schema.json').$defs.dilemma.properties.options.items;
const mechanisms = option.properties.because.items.properties.by.enum;
const told = Object.keys(json('scenarios', 'catalogue', 'causes.json').terms);
if ([...mechanisms].sort().join() !== [...told].sort().join())
  wrong.push('scenario.schema.json: "by" of "because" is not the list of catalogue/causes.json');

const shipped = readdirSync(join(root, 'scenarios')).filter((name) =>
  existsSync(join(root, 'scenarios', name, 'scenario.json')),
);
for (const name of shipped)
  if (!valid(json('scenarios', name, 'scenario.json')))
    wrong.push(`scenarios/${name}: the schema refuses what the compiler accepts: ${first()}`);

const fixtures = ['tests', 'unit', 'scenario', 'fixtures'];
const good = json(...fixtures, 'klein', 'scenario.json');
if (!valid(good)) wrong.push(`the good fixture: ${first()}`);

function broken({ at, set, remove }) {
  const changed = structuredClone(good);
  const path = at.split('.');
  const last = path.pop();
  const parent = path.reduce((value, key) => value[key], changed);
  if (!remove) parent[last] = set;
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
  return changed;
}

const cases = json(...fixtures, 'broken.json').filter(
  (one) =>
    (one.file ?? 'scenario.json') === 'scenario.json' && one.at !== undefined && SEEN_BY_A_SCHEMA.has(one.problem),
);
for (const one of cases)
  if (valid(broken(one))) wrong.push(`${one.name}: the compiler refuses it (${one.problem}), the schema does not`);

for (const line of wrong) console.error(line);
const looked = `${shipped.length} scenarios, ${cases.length} broken fixtures`;
console.log(`${looked}, ${wrong.length} differences between schema and compiler`);
process.exit(wrong.length === 0 && cases.length > 20 ? 0 : 1);
