/* condition-field.tsx -- when is something told? In a sentence, and in rows of selects. */
import type { JSX } from 'preact';
import { useText, type Texts } from '../ui/reading';
import { Select } from '../ui/select';
import { Switch } from '../ui/switch';
import { built, unbuilt, OPS, type Built, type Op, type Row } from './condition';
import type { Vocabulary } from '../core/types';
import { at, membersOf, wordAt, type Draft, type Path } from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import { JsonField } from './json-field';
import { AddButton, RowActions } from './rows';
import { Wrong } from './wrong';

type T = Texts['t'];

const MEMBER_ONLY = ['phase', 'moved', 'left', 'ready', 'tenure'] as const;
const MEMBER_OUTCOMES = [
  'strain',
  'weten',
  'willen',
  'kunnen',
  'durven',
  'mogen',
  'engagement',
  'trust',
  'skill',
  'load',
  'control',
] as const;
const TEAM_ONLY = ['week', 'moved'] as const;
const PRECONDITIONS = ['precondition:0', 'precondition:1', 'precondition:2', 'precondition:3'] as const;

const isMemberOnly = (what: string): what is (typeof MEMBER_ONLY)[number] =>
  (MEMBER_ONLY as readonly string[]).includes(what);
const isTeamOnly = (what: string): what is (typeof TEAM_ONLY)[number] =>
  (TEAM_ONLY as readonly string[]).includes(what);
const canRise = (row: Row): boolean =>
  row.member === '' ? !isTeamOnly(row.what) : !['moved', 'left', 'tenure', 'phase'].includes(row.what);

/* What a condition can be about, in words. */
function whatName(t: T, words: Vocabulary, row: Row): string {
  if (row.member !== '' && isMemberOnly(row.what)) return t(`author.of_member_${row.what}`);
  if (row.member === '' && isTeamOnly(row.what)) return t(`author.of_team_${row.what}`);
  const precondition = PRECONDITIONS.find((one) => one === row.what);
  if (precondition !== undefined) return t(`author.precondition_${precondition.slice(13) as '0'}`);
  return [...words.outcomes, ...words.factors].find((one) => one.id === row.what)?.name ?? row.what;
}

/* Risen less than -38 is fallen more than 38. */
const mirrored: Readonly<Record<Op, Op>> = { '<': '>', '<=': '>=', '>': '<', '>=': '<=', '==': '==' };
const opName = (t: T, op: Op): string =>
  t(`author.op_${({ '<': 'less', '<=': 'most', '>': 'more', '>=': 'least', '==': 'is' } as const)[op]}`);
const memberName = (draft: Draft, lang: 'nl' | 'en', id: string): string =>
  wordAt(draft[lang], ['members', id, 'name']) || id;

function rowSentence(t: T, words: Vocabulary, draft: Draft, lang: 'nl' | 'en', row: Row): string {
  if (row.member !== '' && row.what === 'moved')
    return t('author.row_moved', {
      name: memberName(draft, lang, row.member),
      op: opName(t, row.op),
      value: row.value,
    });
  if (row.member !== '' && row.what === 'left' && row.op === '==')
    return t(row.value === 1 ? 'author.row_left' : 'author.row_stayed', { name: memberName(draft, lang, row.member) });
  const what = whatName(t, words, row);
  const who = row.member === '' ? what : t('author.what_of', { what, name: memberName(draft, lang, row.member) });
  if (row.delta && row.value < 0)
    return t('author.row_fell', { who, op: opName(t, mirrored[row.op]), value: -row.value });
  return t(row.delta ? 'author.row_delta' : 'author.row', { who, op: opName(t, row.op), value: row.value });
}

function useConditionSentence(): (path: Path) => string {
  const { t, lang } = useText();
  const { draft, words } = useEditing();
  return (path) => {
    const found = built(at(draft.scenario, path));
    if (found === null) return t('author.when_json');
    if (found.rows.length === 0) return t('author.when_always');
    const rows = found.rows.map((row) => rowSentence(t, words, draft, lang, row)).join(t(`author.join_${found.join}`));
    return t(found.not ? 'author.when_not' : 'author.when', { rows });
  };
}

/* `change`: the condition may be about a change, as something came before it. */
export function ConditionField({ path, change }: { readonly path: Path; readonly change: boolean }): JSX.Element {
  const { t } = useText();
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const sentence = useConditionSentence();
  const found = built(at(draft.scenario, path));
  if (found === null) return <JsonField label={t('author.when_label')} help={t('author.when_json')} path={path} />;
  const put = (part: Partial<Built>): void => set(unbuilt({ ...found, ...part }));
  const row = (index: number, part: Partial<Row>): void =>
    put({ rows: found.rows.map((one, i) => (i === index ? { ...one, ...part } : one)) });
  return (
    <details class="condition" data-at={place('scenario', path)}>
      <summary>{sentence(path)}</summary>
      <div class="condition-body">
        {found.rows.map((one, i) => (
          <RowFields
            key={i}
            row={one}
            index={i}
            change={change}
            onChange={(part) => row(i, part)}
            onRemove={() => put({ rows: found.rows.filter((_, at_) => at_ !== i) })}
          />
        ))}
        {found.rows.length > 1 && (
          <Select
            label={t('author.join')}
            value={found.join}
            onPick={(join) => put({ join: join === 'any' ? 'any' : 'all' })}
            options={[
              { value: 'all', label: t('author.join_pick_all') },
              { value: 'any', label: t('author.join_pick_any') },
            ]}
          />
        )}
        {found.rows.length > 0 && <Switch label={t('author.not')} on={found.not} onChange={(not) => put({ not })} />}
        <AddButton
          onClick={() =>
            put({
              rows: [...found.rows, { member: '', what: 'load', delta: change, op: '>', value: change ? 0 : 500 }],
            })
          }
        >
          {t('author.add_condition')}
        </AddButton>
      </div>
      <Wrong troubles={troublesAt(troubles, 'scenario', path, true)} />
    </details>
  );
}

function RowFields({
  row,
  index,
  change,
  onChange,
  onRemove,
}: {
  readonly row: Row;
  readonly index: number;
  readonly change: boolean;
  readonly onChange: (part: Partial<Row>) => void;
  readonly onRemove: () => void;
}): JSX.Element {
  const { t, lang } = useText();
  const { draft, words } = useEditing();
  const whats: readonly string[] =
    row.member === ''
      ? [...TEAM_ONLY, ...words.outcomes.map((one) => one.id), ...words.factors.map((one) => one.id), ...PRECONDITIONS]
      : [...MEMBER_ONLY, ...MEMBER_OUTCOMES];
  const all = whats.includes(row.what) ? whats : [row.what, ...whats];
  const label = (
    key: 'author.row_who' | 'author.row_what' | 'author.row_since' | 'author.row_op' | 'author.row_value',
  ): string => t(key);
  return (
    <div class="condition-row" role="group" aria-label={t('author.condition_n', { n: index + 1 })}>
      <Select
        label={label('author.row_who')}
        value={row.member}
        onPick={(member) =>
          onChange({
            member,
            what: member === '' ? 'load' : row.member === '' ? 'strain' : row.what,
            delta: row.delta && change,
          })
        }
        options={[
          { value: '', label: t('author.the_team') },
          ...membersOf(draft).map((id) => ({ value: id, label: memberName(draft, lang, id) })),
        ]}
      />
      <Select
        label={label('author.row_what')}
        value={row.what}
        onPick={(what) => onChange({ what, delta: row.delta && canRise({ ...row, what }) })}
        options={all.map((what) => ({ value: what, label: whatName(t, words, { ...row, what }) }))}
      />
      {change && canRise(row) && (
        <Select
          label={label('author.row_since')}
          value={row.delta ? 'delta' : 'now'}
          onPick={(value) => onChange({ delta: value === 'delta' })}
          options={[
            { value: 'now', label: t('author.since_now') },
            { value: 'delta', label: t('author.since_delta') },
          ]}
        />
      )}
      <Select
        label={label('author.row_op')}
        value={row.op}
        onPick={(op) => onChange({ op: OPS.find((one) => one === op) ?? '>' })}
        options={OPS.map((op) => ({ value: op, label: opName(t, op) }))}
      />
      <div class="field">
        <label class="field-label">
          {label('author.row_value')}
          <input
            class="utrecht-textbox author-number"
            type="number"
            step={1}
            value={row.value}
            onInput={(event) => {
              if (/^-?\d+$/.test(event.currentTarget.value)) onChange({ value: Number(event.currentTarget.value) });
            }}
          />
        </label>
      </div>
      <RowActions name={t('author.condition_n', { n: index + 1 })} index={index} count={1} onRemove={onRemove} />
    </div>
  );
}
