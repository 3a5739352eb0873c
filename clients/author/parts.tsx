/* parts.tsx -- the story as a whole: what it is called, in which order it is played, how it can end,
 * and what is talked about afterwards. */
import type { JSX } from 'preact';
import { playedSteps } from '../core/steps';
import { useText } from '../ui/reading';
import { Select } from '../ui/select';
import { Switch } from '../ui/switch';
import { ConditionField } from './condition-field';
import {
  addTo,
  at,
  endingsBundle,
  freshId,
  idsAt,
  listAt,
  moved,
  moveIn,
  put,
  putIn,
  removeFrom,
  wordAt,
  type Json,
  type Path,
} from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import { AddButton, RowActions } from './rows';
import { Both, BothList } from './text-fields';
import { NumberField, PickField, Ticks } from './value-fields';
import { Wrong } from './wrong';

const ACTS_MAX = 6;
const ROUNDS_MAX = 12;
const DECK_MAX = 12;
const ENDINGS_MAX = 8;
const THEMES = ['autonomy', 'workload', 'feedback', 'change', 'learning'] as const;

function WordField({
  label,
  help,
  path,
}: {
  readonly label: string;
  readonly help?: string;
  readonly path: Path;
}): JSX.Element {
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const wrong = troublesAt(troubles, 'scenario', path);
  return (
    <div class="field">
      <label class="field-label">
        {label}
        <input
          class="utrecht-textbox"
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={wordAt(draft.scenario, path)}
          data-at={place('scenario', path)}
          onInput={(event) => set(event.currentTarget.value, true)}
        />
      </label>
      {help !== undefined && <p class="field-help">{help}</p>}
      <Wrong troubles={wrong} />
    </div>
  );
}

export function Story(): JSX.Element {
  const { t } = useText();
  const { words } = useEditing();
  return (
    <>
      <h1 tabIndex={-1}>{t('author.story')}</h1>
      <Both label={t('author.title')} path={['title']} />
      <Both label={t('author.subtitle')} path={['subtitle']} help={t('author.subtitle_help')} lines />
      <Both label={t('author.intro')} path={['intro']} help={t('author.intro_help')} lines />
      <Both label={t('author.leader')} path={['leader']} help={t('author.leader_help')} />
      <Ticks
        label={t('author.themes')}
        path={['themes']}
        options={THEMES.map((one) => ({ value: one, label: t(`theme.${one}`) }))}
        most={4}
      />
      <div class="author-columns">
        <PickField
          label={t('author.level')}
          path={['level']}
          otherwise="start"
          options={(['start', 'advanced'] as const).map((one) => ({ value: one, label: t(`grade.${one}`) }))}
        />
        <NumberField label={t('author.minutes')} path={['minutes']} least={5} most={240} otherwise={60} />
        <NumberField label={t('author.weeks_per_round')} path={['weeks_per_round']} least={1} most={12} otherwise={4} />
      </div>
      <fieldset class="group">
        <legend>{t('author.step_minutes')}</legend>
        <div class="author-columns author-tight">
          {playedSteps.map((step) => (
            <NumberField
              key={step}
              label={t(`step.${step}`)}
              path={['step_minutes', step]}
              least={0}
              most={60}
              otherwise={0}
            />
          ))}
        </div>
      </fieldset>
      <Ticks
        label={t('author.may_happen')}
        path={['happenings']}
        most={24}
        options={words.pulses.filter((one) => one.happening).map((one) => ({ value: one.id, label: one.name }))}
      />
      <BothList
        label={t('author.prepare')}
        help={t('author.prepare_help')}
        item="author.prepare_n"
        path={['prepare']}
        least={0}
        most={6}
      />
      <BothList
        label={t('author.sources')}
        help={t('author.sources_help')}
        item="author.prepare_n"
        path={['sources']}
        least={0}
        most={12}
      />
      <div class="author-columns">
        <WordField label={t('author.id')} path={['id']} help={t('author.id_help')} />
        <WordField label={t('author.version')} path={['version']} help={t('author.version_help')} />
        <WordField label={t('author.setting')} path={['setting']} help={t('author.setting_help')} />
      </div>
    </>
  );
}

/* ---- order -------------------------------------------------------------------------------------- */

const deckOf = (round: Json | undefined): readonly string[] => {
  const one = wordAt(round, ['dilemma']);
  return one !== '' ? [one] : listAt(round, ['draw']).filter((id): id is string => typeof id === 'string');
};
const roundOf = (before: Json | undefined, deck: readonly string[]): Json =>
  deck.length === 1
    ? { dilemma: deck[0] ?? '' }
    : { draw: deck, ...(at(before, ['shuffled']) === true ? { shuffled: true } : {}) };

export function Arc(): JSX.Element {
  const { t, lang } = useText();
  const { draft, change, troubles } = useEditing();
  const acts = listAt(draft.scenario, ['acts']);
  const setActs = (next: readonly Json[]): void => change((now) => putIn(now, 'scenario', ['acts'], next));
  const dilemmas = idsAt(draft.scenario, ['dilemmas']).map((id) => ({
    value: id,
    label: wordAt(draft[lang], ['dilemmas', id, 'title']) || id,
  }));
  return (
    <>
      <h1 tabIndex={-1}>{t('author.arc')}</h1>
      <p class="field-help">{t('author.arc_help')}</p>
      <Wrong troubles={troublesAt(troubles, 'scenario', ['acts'])} />
      {acts.map((act, a) => {
        const rounds = listAt(act, ['rounds']);
        const setRounds = (next: readonly Json[]): void =>
          setActs(acts.map((one, i) => (i === a ? put(one, ['rounds'], next) : one)));
        const name = t('author.act_n', { n: a + 1 });
        return (
          <section class="author-act" key={a} data-at={place('scenario', ['acts', a])}>
            <div class="row between">
              <h2>{name}</h2>
              <RowActions
                name={name}
                index={a}
                count={acts.length}
                onMove={(to) => setActs(moved(acts, a, to))}
                onRemove={acts.length > 1 ? () => setActs(acts.filter((_, i) => i !== a)) : undefined}
              />
            </div>
            <Wrong troubles={troublesAt(troubles, 'scenario', ['acts', a], true)} />
            <Both label={t('author.act_title')} path={['acts', wordAt(act, ['id'])]} />
            {rounds.map((round, r) => (
              <Round
                key={r}
                round={round}
                index={r}
                count={rounds.length}
                dilemmas={dilemmas}
                onChange={(next) => setRounds(rounds.map((one, i) => (i === r ? next : one)))}
                onMove={(to) => setRounds(moved(rounds, r, to))}
                onRemove={rounds.length > 1 ? () => setRounds(rounds.filter((_, i) => i !== r)) : undefined}
              />
            ))}
            {rounds.length < ROUNDS_MAX && (
              <AddButton onClick={() => setRounds([...rounds, { dilemma: dilemmas[0]?.value ?? '' }])}>
                {t('author.add_round')}
              </AddButton>
            )}
          </section>
        );
      })}
      {acts.length < ACTS_MAX && (
        <AddButton
          onClick={() =>
            setActs([
              ...acts,
              {
                id: freshId(
                  acts.map((one) => wordAt(one, ['id'])),
                  'a',
                ),
                rounds: [{ dilemma: dilemmas[0]?.value ?? '' }],
              },
            ])
          }
        >
          {t('author.add_act')}
        </AddButton>
      )}
    </>
  );
}

interface RoundProps {
  readonly round: Json;
  readonly index: number;
  readonly count: number;
  readonly dilemmas: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (round: Json) => void;
  readonly onMove: (to: number) => void;
  readonly onRemove: (() => void) | undefined;
}

function Round({ round, index, count, dilemmas, onChange, onMove, onRemove }: RoundProps): JSX.Element {
  const { t } = useText();
  const deck = deckOf(round);
  const name = t('author.round_n', { n: index + 1 });
  return (
    <div class="author-paragraph" role="group" aria-label={name}>
      <div class="row between">
        <h3>{name}</h3>
        <RowActions name={name} index={index} count={count} onMove={onMove} onRemove={onRemove} />
      </div>
      {deck.map((id, i) => (
        <div class="row author-deck" key={i}>
          <Select
            label={i === 0 ? t('author.round_dilemma') : t('author.round_or')}
            value={id}
            options={dilemmas.some((one) => one.value === id) ? dilemmas : [{ value: id, label: id }, ...dilemmas]}
            onPick={(pick) =>
              onChange(
                roundOf(
                  round,
                  deck.map((one, at_) => (at_ === i ? pick : one)),
                ),
              )
            }
          />
          {deck.length > 1 && (
            <RowActions
              name={t('author.round_or')}
              index={i}
              count={deck.length}
              onRemove={() =>
                onChange(
                  roundOf(
                    round,
                    deck.filter((_, at_) => at_ !== i),
                  ),
                )
              }
            />
          )}
        </div>
      ))}
      {deck.length > 1 && (
        <Switch
          label={t('author.shuffled')}
          on={at(round, ['shuffled']) === true}
          onChange={(on) => onChange(put(round, ['shuffled'], on ? true : undefined))}
        />
      )}
      {deck.length < DECK_MAX && dilemmas.length > deck.length && (
        <AddButton
          onClick={() =>
            onChange(roundOf(round, [...deck, dilemmas.find((one) => !deck.includes(one.value))?.value ?? '']))
          }
        >
          {t('author.add_or')}
        </AddButton>
      )}
    </div>
  );
}

/* ---- the end ------------------------------------------------------------------------------------ */

export function Endings(): JSX.Element {
  const { t } = useText();
  const { draft, change, troubles } = useEditing();
  const ids = idsAt(draft.scenario, ['endings']);
  return (
    <>
      <h1 tabIndex={-1}>{t('author.endings')}</h1>
      <p class="field-help">{t('author.endings_help')}</p>
      <Wrong troubles={troublesAt(troubles, 'scenario', ['endings'])} />
      {ids.map((id, i) => {
        const name = t('author.ending_n', { n: i + 1 });
        return (
          <div class="author-paragraph" key={id} data-at={place('scenario', ['endings', i])}>
            <div class="row between">
              <h2>{name}</h2>
              <RowActions
                name={name}
                index={i}
                count={ids.length}
                onMove={(to) => change((now) => moveIn(now, endingsBundle, i, to))}
                onRemove={ids.length > 1 ? () => change((now) => removeFrom(now, endingsBundle, i)) : undefined}
              />
            </div>
            <ConditionField path={['endings', i, 'when']} change />
            <Wrong troubles={troublesAt(troubles, 'scenario', ['endings', i])} />
            <Both label={name} path={['endings', id]} story hideLabel />
          </div>
        );
      })}
      {ids.length < ENDINGS_MAX && (
        <AddButton
          onClick={() =>
            change((now) =>
              addTo(now, endingsBundle, (id) => ({ id, when: { var: 'delta:wellbeing', op: '>', value: 0 } }), true),
            )
          }
        >
          {t('author.add_ending')}
        </AddButton>
      )}
    </>
  );
}

export function Debrief(): JSX.Element {
  const { t } = useText();
  const { words } = useEditing();
  return (
    <>
      <h1 tabIndex={-1}>{t('author.debrief')}</h1>
      <BothList label={t('author.aims')} item="author.aim_n" path={['debrief', 'aims']} least={1} most={6} />
      <BothList
        label={t('author.single_loop')}
        item="author.question_n"
        path={['debrief', 'single_loop']}
        least={1}
        most={6}
      />
      <BothList
        label={t('author.double_loop')}
        item="author.question_n"
        path={['debrief', 'double_loop']}
        least={1}
        most={6}
      />
      <Ticks
        label={t('author.cards')}
        path={['debrief', 'cards']}
        options={words.cards.map((one) => ({ value: one.id, label: one.name }))}
        most={16}
      />
    </>
  );
}
