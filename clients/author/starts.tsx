/* starts.tsx -- what an option starts: actions of the catalogue, the time that the leader gives them and for
 * how long, from whom they come, whether people may refuse, and for whom. How well they go follows from that,
 * so players see it in the price. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { list } from '../core/i18n';
import { letterOf, type Intervention, type Layer, type Phase, type Vocabulary } from '../core/types';
import { Select } from '../ui/select';
import { useText, type Texts } from '../ui/reading';
import { Button } from '../ui/button';
import { PriceLine } from '../ui/price';
import { Switch } from '../ui/switch';
import { at, listAt, membersOf, numberAt, wordAt, type Path } from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import { AddButton, RowActions } from './rows';
import { NumberField, SliderField, Ticks } from './value-fields';
import { Wrong } from './wrong';
import { Picker, type Choosable } from './picker';

const STARTS_MAX = 6;
const HOURS_LEAST = -2;
const HOURS_MOST = 3;
const WEEKS_MOST = 104;
const WEEKS_USUAL = 26;

type T = Texts['t'];

/* "Leidinggevende, collega's. Werkt in: selectie, actie." */
function noteOf(t: T, lang: 'nl' | 'en', one: Intervention): string {
  const layers = list(
    lang,
    one.layers.map((layer) => t(`layer.${layer as Layer}`)),
  );
  const phases = list(
    lang,
    one.phases.map((phase) => t(`phase.${phase as Phase}`).toLowerCase()),
  );
  return t('author.action_note', { layers, phases });
}

function actionName(words: Vocabulary, start: unknown): string {
  const intervention = wordAt(start as never, ['intervention']);
  const pulse = wordAt(start as never, ['pulse']);
  return (
    words.interventions.find((one) => one.id === intervention)?.name ??
    words.pulses.find((one) => one.id === pulse)?.name ??
    (intervention || pulse)
  );
}

const choices = (t: T, lang: 'nl' | 'en', words: Vocabulary): readonly Choosable[] =>
  words.interventions.map((one) => ({ id: one.id, name: one.name, text: one.text, note: noteOf(t, lang, one) }));

interface StartsProps {
  readonly path: Path;
  readonly option: number;
}

export function Starts({ path, option }: StartsProps): JSX.Element {
  const { t, lang } = useText();
  const { draft, words, troubles, shown } = useEditing();
  const { set } = useValue(path);
  const [open, setOpen] = useState(false);
  const price = path[1] === shown?.number ? shown?.options[option]?.price : undefined;
  const starts = listAt(draft.scenario, path);
  return (
    <section class="author-list" data-at={place('scenario', path)}>
      <h3>{t('author.starts', { letter: letterOf(option) })}</h3>
      <Wrong troubles={troublesAt(troubles, 'scenario', path)} />
      {starts.map((_, i) => (
        <Start key={i} path={[...path, i]} index={i} onRemove={() => set(starts.filter((__, at_) => at_ !== i))} />
      ))}
      {price !== undefined && starts.length > 0 && (
        <div>
          <p class="soft small">{t('author.price')}</p>
          <PriceLine price={price} />
        </div>
      )}
      {starts.length < STARTS_MAX && <AddButton onClick={() => setOpen(true)}>{t('author.add_action')}</AddButton>}
      {open && (
        <Picker
          title={t('author.pick_action')}
          items={choices(t, lang, words)}
          onClose={() => setOpen(false)}
          onPick={(id) => set([...starts, { intervention: id }])}
        />
      )}
    </section>
  );
}

function Start({
  path,
  index,
  onRemove,
}: {
  readonly path: Path;
  readonly index: number;
  readonly onRemove: () => void;
}): JSX.Element {
  const { t, lang } = useText();
  const { draft, words, troubles, change } = useEditing();
  const { set } = useValue(path);
  const { set: setForced } = useValue([...path, 'forced']);
  const [open, setOpen] = useState(false);
  const start = at(draft.scenario, path);
  const known = words.interventions.find((one) => one.id === wordAt(start, ['intervention']));
  const name = actionName(words, start);
  void change;
  return (
    <div class="author-start" role="group" aria-label={t('author.action_n', { n: index + 1 })}>
      <div class="row between">
        <b>{name}</b>
        <span class="row">
          <Button kind="quiet" compact label={t('author.other_action', { name })} onClick={() => setOpen(true)}>
            {t('author.other')}
          </Button>
          <RowActions name={name} index={index} count={1} onRemove={onRemove} />
        </span>
      </div>
      {known !== undefined && <p class="soft small">{noteOf(t, lang, known)}</p>}
      <div class="author-columns">
        <Hours path={[...path, 'hours']} known={known} />
        <NumberField
          label={t('author.kept_up')}
          path={[...path, 'weeks']}
          least={1}
          most={WEEKS_MOST}
          otherwise={known?.weeks ?? WEEKS_USUAL}
          optional
        />
      </div>
      <div class="author-columns">
        <SliderField
          label={t('author.up')}
          path={[...path, 'up']}
          otherwise={known?.up ?? 500}
          low={t('author.up_low')}
          high={t('author.up_high')}
        />
      </div>
      <div class="author-columns">
        <Switch
          label={t('author.forced')}
          on={(at(start, ['forced']) ?? known?.forced ?? false) === true}
          onChange={setForced}
        />
        <ForWhom path={[...path, 'members']} />
      </div>
      <Wrong
        troubles={[
          ...troublesAt(troubles, 'scenario', path),
          ...troublesAt(troubles, 'scenario', [...path, 'intervention']),
          ...troublesAt(troubles, 'scenario', [...path, 'pulse']),
        ]}
      />
      {open && (
        <Picker
          title={t('author.pick_action')}
          items={choices(t, lang, words)}
          onClose={() => setOpen(false)}
          onPick={(id) => {
            const { pulse: _pulse, ...rest } = (start ?? {}) as Record<string, never>;
            set({ ...rest, intervention: id });
          }}
        />
      )}
    </div>
  );
}

/* What an action gets beyond what it asks. A value that is not allowed stays until it is mended, with what is
 * wrong with it. */
function Hours({ path, known }: { readonly path: Path; readonly known: Intervention | undefined }): JSX.Element {
  const { t } = useText();
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const value = numberAt(draft.scenario, path, 0);
  const asked = known?.hours ?? 0;
  const least = known?.hours_least ?? HOURS_LEAST;
  const possible = Array.from({ length: HOURS_MOST - least + 1 }, (_, i) => least + i);
  const label = (n: number): string => {
    if (n !== 0) return n < 0 ? t('author.hours_less', { n: -n }) : t('author.hours_more', { n });
    return asked > 0 ? t('author.hours_asked', { n: asked }) : t('author.hours_free');
  };
  return (
    <div data-at={place('scenario', path)}>
      <Select
        label={t('author.hours')}
        value={String(value)}
        onPick={(pick) => set(pick === '0' ? undefined : Number(pick))}
        options={(possible.includes(value) ? possible : [value, ...possible]).map((n) => ({
          value: String(n),
          label: label(n),
        }))}
      />
      <Wrong troubles={troublesAt(troubles, 'scenario', path)} />
    </div>
  );
}

export function ForWhom({ path }: { readonly path: Path }): JSX.Element {
  const { t, lang } = useText();
  const { draft } = useEditing();
  const { set } = useValue(path);
  const found = at(draft.scenario, path);
  const value = Array.isArray(found) ? 'some' : found === 'about' ? 'about' : 'all';
  const members = membersOf(draft);
  return (
    <div>
      <Select
        label={t('author.for_whom')}
        value={value}
        onPick={(pick) => set(pick === 'all' ? undefined : pick === 'about' ? 'about' : members.slice(0, 1))}
        options={[
          { value: 'all', label: t('author.for_all') },
          { value: 'about', label: t('author.for_about') },
          { value: 'some', label: t('author.for_some') },
        ]}
      />
      {value === 'some' && (
        <Ticks
          label={t('author.for_whom')}
          path={path}
          options={members.map((id) => ({ value: id, label: wordAt(draft[lang], ['members', id, 'name']) || id }))}
        />
      )}
    </div>
  );
}
