/* draft.ts -- a scenario that is being written: three trees of JSON that are never changed in place.
 * It may come from anywhere and hold anything, so reading it never fails; what is wrong with it is
 * for the server to say. What belongs together in the three files is changed together here. */
export type Json = null | boolean | number | string | readonly Json[] | JsonMap;
export interface JsonMap {
  readonly [key: string]: Json;
}

export const FILES = ['scenario', 'nl', 'en'] as const;
export type File = (typeof FILES)[number];
export type TextFile = Exclude<File, 'scenario'>;
export const LANGS = ['nl', 'en'] as const satisfies readonly TextFile[];
export type Draft = Readonly<Record<File, JsonMap>>;
export type Path = readonly (string | number)[];

export const isMap = (json: unknown): json is JsonMap =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/* ---- reading ------------------------------------------------------------------------------------ */

export function at(json: Json | undefined, path: Path): Json | undefined {
  let here: Json | undefined = json;
  for (const step of path) {
    if (typeof step === 'number') here = Array.isArray(here) ? (here as readonly Json[])[step] : undefined;
    else here = isMap(here) && Object.prototype.hasOwnProperty.call(here, step) ? here[step] : undefined;
  }
  return here;
}

export const listAt = (json: Json | undefined, path: Path): readonly Json[] => {
  const found = at(json, path);
  return Array.isArray(found) ? (found as readonly Json[]) : [];
};
export const wordAt = (json: Json | undefined, path: Path): string => {
  const found = at(json, path);
  return typeof found === 'string' ? found : '';
};
export const numberAt = (json: Json | undefined, path: Path, otherwise: number): number => {
  const found = at(json, path);
  return typeof found === 'number' ? found : otherwise;
};
export const idsAt = (json: Json | undefined, path: Path): readonly string[] =>
  listAt(json, path).map((one) => (typeof one === 'string' ? one : wordAt(one, ['id'])));

/* A text as its author types it: paragraphs with an empty line between them. */
export function textAt(json: Json | undefined, path: Path): string {
  const found = at(json, path);
  if (Array.isArray(found))
    return (found as readonly Json[]).filter((one): one is string => typeof one === 'string').join('\n\n');
  return typeof found === 'string' ? found : '';
}

/* "dilemmas[0].options[1].title", as the server says it. */
export const pathText = (path: Path): string =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`)).join('');

/* ---- changing ----------------------------------------------------------------------------------- */

/* The same tree with one value changed; undefined takes it away. */
export function put(json: Json | undefined, path: Path, value: Json | undefined): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value ?? null;
  if (typeof step === 'number') {
    const list = Array.isArray(json) ? [...(json as readonly Json[])] : [];
    if (rest.length === 0 && value === undefined) list.splice(step, 1);
    else list[step] = put(list[step], rest, value);
    return list;
  }
  const map: Record<string, Json> = isMap(json) ? { ...json } : {};
  if (rest.length === 0 && value === undefined) delete map[step];
  else map[step] = put(map[step], rest, value);
  return map;
}

export const putIn = (draft: Draft, file: File, path: Path, value: Json | undefined): Draft => ({
  ...draft,
  [file]: put(draft[file], path, value) as JsonMap,
});

const inTexts = (draft: Draft, change: (draft: Draft, file: TextFile) => Draft): Draft => LANGS.reduce(change, draft);

/* What somebody typed: several paragraphs are a list, nothing is no text at all. */
export function typedText(typed: string, story: boolean): Json | undefined {
  if (typed.trim() === '') return undefined;
  if (!story) return typed;
  const paragraphs = typed
    .split(/\n\s*\n/)
    .map((one) => one.trim())
    .filter((one) => one !== '');
  return paragraphs.length > 1 ? paragraphs : typed.trim();
}

/* An id that is not among those there: d1, d2, ... */
export function freshId(taken: readonly string[], letter: string): string {
  for (let n = taken.length + 1; ; n++) if (!taken.includes(`${letter}${n}`)) return `${letter}${n}`;
}

export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const out = [...list];
  const [one] = out.splice(from, 1);
  if (one !== undefined) out.splice(to, 0, one);
  return out;
}

/* ---- dilemmas ----------------------------------------------------------------------------------- */

export const dilemmasOf = (draft: Draft): readonly Json[] => listAt(draft.scenario, ['dilemmas']);
export const membersOf = (draft: Draft): readonly string[] => idsAt(draft.scenario, ['team', 'members']);

const freshOption = (id: string): JsonMap => ({
  id,
  start: [],
  axes: { direction: 0, room: 0, backing: 0 },
  consequences: [{ id: 'p1' }],
});

function inLastAct(draft: Draft, id: string): Draft {
  const acts = listAt(draft.scenario, ['acts']);
  const last = Math.max(acts.length - 1, 0);
  if (acts.length === 0) return putIn(draft, 'scenario', ['acts'], [{ id: 'a1', rounds: [{ dilemma: id }] }]);
  return putIn(draft, 'scenario', ['acts', last, 'rounds'], [...listAt(acts[last], ['rounds']), { dilemma: id }]);
}

export function addDilemma(draft: Draft): Draft {
  const dilemmas = dilemmasOf(draft);
  const id = freshId(idsAt(draft.scenario, ['dilemmas']), 'd');
  const made = {
    id,
    about: membersOf(draft).slice(0, 2),
    options: ['o1', 'o2', 'o3'].map(freshOption),
    background: [],
  };
  return inLastAct(putIn(draft, 'scenario', ['dilemmas'], [...dilemmas, made]), id);
}

export function copyDilemma(draft: Draft, number: number): Draft {
  const dilemmas = dilemmasOf(draft);
  const source = dilemmas[number];
  if (!isMap(source)) return draft;
  const from = wordAt(source, ['id']);
  const id = freshId(idsAt(draft.scenario, ['dilemmas']), 'd');
  const structure = putIn(draft, 'scenario', ['dilemmas'], [...dilemmas, { ...source, id }]);
  const texts = inTexts(structure, (now, file) => {
    const said = at(now[file], ['dilemmas', from]);
    return said === undefined ? now : putIn(now, file, ['dilemmas', id], said);
  });
  return inLastAct(texts, id);
}

/* The rounds without a dilemma that is gone. A deck of one becomes that one; an act without rounds goes. */
function withoutRound(draft: Draft, id: string): Draft {
  const acts = listAt(draft.scenario, ['acts']).map((act) =>
    put(
      act,
      ['rounds'],
      listAt(act, ['rounds']).flatMap((round): Json[] => {
        if (wordAt(round, ['dilemma']) === id) return [];
        const deck = listAt(round, ['draw']);
        if (deck.length === 0) return [round];
        const left = deck.filter((one) => one !== id);
        if (left.length === 0) return [];
        return left.length === 1 ? [{ dilemma: left[0] ?? '' }] : [put(round, ['draw'], left)];
      }),
    ),
  );
  return putIn(
    draft,
    'scenario',
    ['acts'],
    acts.filter((act) => listAt(act, ['rounds']).length > 0),
  );
}

export function removeDilemma(draft: Draft, number: number): Draft {
  const id = wordAt(dilemmasOf(draft)[number], ['id']);
  const structure = withoutRound(putIn(draft, 'scenario', ['dilemmas', number], undefined), id);
  return inTexts(structure, (now, file) => putIn(now, file, ['dilemmas', id], undefined));
}

/* Where each dilemma comes in the story: in the order of the rounds, then those that never come. */
export function arcOrder(draft: Draft): readonly number[] {
  const ids = idsAt(draft.scenario, ['dilemmas']);
  const told = listAt(draft.scenario, ['acts'])
    .flatMap((act) => listAt(act, ['rounds']))
    .flatMap((round) => {
      const one = wordAt(round, ['dilemma']);
      return one !== '' ? [one] : listAt(round, ['draw']).filter((id): id is string => typeof id === 'string');
    });
  const order = told.map((id) => ids.indexOf(id)).filter((number, i, all) => number >= 0 && all.indexOf(number) === i);
  return [...order, ...ids.map((_, i) => i).filter((i) => !order.includes(i))];
}

/* ---- what hangs below a list of ids with texts of the same name ----------------------------------- */

/* Options, consequences, signals, endings, members: a list in scenario.json, texts by id beside it. */
interface Bundle {
  readonly list: Path;
  readonly texts: Path;
  readonly letter: string;
}

export const optionsBundle = (number: number, id: string): Bundle => ({
  list: ['dilemmas', number, 'options'],
  texts: ['dilemmas', id, 'options'],
  letter: 'o',
});
export const paragraphsBundle = (number: number, id: string, option: number, optionId: string): Bundle => ({
  list: ['dilemmas', number, 'options', option, 'consequences'],
  texts: ['dilemmas', id, 'options', optionId, 'consequences'],
  letter: 'p',
});
export const signalsBundle = (number: number, id: string): Bundle => ({
  list: ['dilemmas', number, 'signals'],
  texts: ['dilemmas', id, 'signals'],
  letter: 's',
});
export const endingsBundle: Bundle = { list: ['endings'], texts: ['endings'], letter: 'e' };
export const membersBundle: Bundle = { list: ['team', 'members'], texts: ['members'], letter: 'm' };
export const othersBundle: Bundle = { list: ['others'], texts: ['others'], letter: 'x' };

export function addTo(draft: Draft, bundle: Bundle, make: (id: string) => Json, first = false): Draft {
  const ids = idsAt(draft.scenario, bundle.list);
  const made = make(
    freshId(
      [...ids, ...LANGS.flatMap((file) => Object.keys((at(draft[file], bundle.texts) ?? {}) as JsonMap))],
      bundle.letter,
    ),
  );
  const list = listAt(draft.scenario, bundle.list);
  return putIn(draft, 'scenario', bundle.list, first ? [made, ...list] : [...list, made]);
}

export function removeFrom(draft: Draft, bundle: Bundle, index: number): Draft {
  const id = idsAt(draft.scenario, bundle.list)[index] ?? '';
  return inTexts(putIn(draft, 'scenario', [...bundle.list, index], undefined), (now, file) =>
    putIn(now, file, [...bundle.texts, id], undefined),
  );
}

export const moveIn = (draft: Draft, bundle: Bundle, from: number, to: number): Draft =>
  putIn(draft, 'scenario', bundle.list, moved(listAt(draft.scenario, bundle.list), from, to));

export const addOption = (draft: Draft, bundle: Bundle): Draft => addTo(draft, bundle, freshOption);

/* A member goes: nobody is asked about them any more. Texts and conditions that name them stay, and the
 * server says where those are. */
export function removeMember(draft: Draft, index: number): Draft {
  const id = membersOf(draft)[index] ?? '';
  const gone = removeFrom(draft, membersBundle, index);
  return putIn(
    gone,
    'scenario',
    ['dilemmas'],
    dilemmasOf(gone).map((dilemma) =>
      ['about', 'diagnose'].reduce<Json>(
        (now, key) =>
          at(now, [key]) === undefined
            ? now
            : put(
                now,
                [key],
                listAt(now, [key]).filter((one) => one !== id),
              ),
        put(
          dilemma,
          ['signals'],
          listAt(dilemma, ['signals']).filter((signal) => wordAt(signal, ['member']) !== id),
        ),
      ),
    ),
  );
}

/* ---- whole -------------------------------------------------------------------------------------- */

export const titleOf = (draft: Draft, lang: TextFile): string =>
  wordAt(draft[lang], ['title']) || wordAt(draft.nl, ['title']) || wordAt(draft.en, ['title']);

/* "1.2.9" -> "1.2.10" */
export function nextVersion(version: string): string {
  const parts = version.split('.');
  const last = Number(parts.pop());
  return [...parts, Number.isInteger(last) ? last + 1 : 1].join('.');
}

/* A copy with an id of its own. Its title says that it is one, until the author gives it another. */
export function copyAs(draft: Draft, taken: readonly string[], marks: Readonly<Record<TextFile, string>>): Draft {
  const from = wordAt(draft.scenario, ['id']).slice(0, 56);
  let id = `${from}-2`;
  for (let n = 3; taken.includes(id); n++) id = `${from}-${n}`;
  const own = putIn(putIn(draft, 'scenario', ['id'], id), 'scenario', ['version'], '1.0.0');
  return inTexts(own, (now, file) =>
    putIn(now, file, ['title'], marks[file].replace('{title}', wordAt(now[file], ['title']))),
  );
}

/* A story still to be written, with everything a story must have. */
export function freshDraft(id: string, faces: readonly string[]): Draft {
  const members = faces
    .slice(0, 4)
    .map((face, i) => ({ id: `m${i + 1}`, face, phase: 'selecting', impression: 'acting' }));
  const empty: Draft = {
    scenario: {
      id,
      version: '1.0.0',
      languages: ['nl', 'en'],
      themes: ['autonomy'],
      level: 'start',
      minutes: 20,
      weeks_per_round: 4,
      step_minutes: {
        situation: 2,
        diagnosis: 1,
        choice: 2,
        discussion: 4,
        decision: 1,
        consequence: 2,
        reflection: 1,
      },
      setting: 'office',
      team: { profile: 'average', base: {}, stay: true, members },
      happenings: [],
      dilemmas: [],
      acts: [],
      endings: [{ id: 'e1' }],
      debrief: { cards: [] },
    },
    nl: {},
    en: {},
  };
  return addDilemma(empty);
}
