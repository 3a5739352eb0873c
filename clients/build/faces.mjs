/* faces.mjs -- the invented people, drawn from ui/faces/people.json with Open Peeps by DiceBear.
 * Nothing is left to chance: every feature stands in the recipe, and an unknown one fails the build.
 *
 * A person: head, skin, clothing and, where they have them, hair (the colour of hair and beard),
 * beard and glasses, by their names in Open Peeps. Many heads have their hair in ink: `hairInk`
 * gives the lines of such a head another colour. An expression is a face of Open Peeps; a person's
 * own `faces` may name another one for an expression. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createAvatar } from '@dicebear/core';
import * as openPeeps from '@dicebear/open-peeps';

const INK = '#1B282C';
const FRAME = '62 8 600 700'; // 6 to 7, as the niches are: x, y, width, height.
const HEAD = '<g transform="matrix(.99789 0 0 1 156 62)">';
const BELOW_HEAD = '<g transform="translate(315 248)">';
const KEYS = new Set(['head', 'hair', 'hairInk', 'skin', 'clothing', 'beard', 'glasses', 'faces']);

const { expressions, people } = JSON.parse(readFileSync(new URL('../ui/faces/people.json', import.meta.url), 'utf8'));

function known(id, group, name) {
  const names = openPeeps.schema.properties[group].items.enum;
  if (!names.includes(name))
    throw new Error(`people.json, ${id}: ${group} has no '${name}'; it has ${names.join(', ')}`);
  return name;
}

function colour(id, key, value) {
  if (!/^#[0-9a-f]{6}$/i.test(value ?? ''))
    throw new Error(`people.json, ${id}: '${key}' is no colour such as #a9593a`);
  return [value.slice(1)];
}

function options(id, person, expression) {
  for (const key of Object.keys(person)) if (!KEYS.has(key)) throw new Error(`people.json, ${id}: what is '${key}'?`);
  return {
    seed: id,
    maskProbability: 0,
    face: [known(id, 'face', person.faces?.[expression] ?? expressions[expression])],
    head: [known(id, 'head', person.head)],
    skinColor: colour(id, 'skin', person.skin),
    clothingColor: colour(id, 'clothing', person.clothing),
    headContrastColor: colour(id, 'hair', person.hair ?? INK),
    ...(person.beard === undefined
      ? { facialHairProbability: 0 }
      : { facialHairProbability: 100, facialHair: [known(id, 'facialHair', person.beard)] }),
    ...(person.glasses === undefined
      ? { accessoriesProbability: 0 }
      : { accessoriesProbability: 100, accessories: [known(id, 'accessories', person.glasses)] }),
  };
}

function inkHead(svg, ink) {
  const from = svg.indexOf(HEAD);
  const to = svg.indexOf(BELOW_HEAD);
  if (from < 0 || to < from) throw new Error('Open Peeps is put together in another way than build/faces.mjs knows');
  return svg.slice(0, from) + svg.slice(from, to).replaceAll('#000"', `${ink}"`) + svg.slice(to);
}

function draw(id, person, expression) {
  const svg = createAvatar(openPeeps, options(id, person, expression))
    .toString()
    .replace(/<metadata[\s\S]*?<\/metadata>/, '')
    .replace(/viewBox="[^"]*"/, `viewBox="${FRAME}"`);
  return inkHead(svg, person.hairInk ?? INK).replaceAll('#000"', `${INK}"`);
}

function drawAll() {
  const files = [];
  for (const [id, person] of Object.entries(people)) {
    for (const expression of Object.keys(expressions))
      files.push([`${id}-${expression}.svg`, draw(id, person, expression)]);
  }
  const sum = createHash('sha256');
  for (const [name, svg] of files) sum.update(name).update(svg);
  return {
    files,
    people: Object.keys(people),
    expressions: Object.keys(expressions),
    hash: sum.digest('hex').slice(0, 8).toUpperCase(),
  };
}

let drawn;

/* Every person in every expression, and one hash over all of them: they change together or not at
 * all. `files`: ['sanne-rustig.svg', its text] each. */
export const drawnFaces = () => (drawn ??= drawAll());
