/* dilemma.tsx -- one dilemma: its story, whom it is about, its options and what they lead to. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import copy from 'phosphor:copy';
import trash from 'phosphor:trash';
import { letterOf } from '../core/types';
import { Button } from '../ui/button';
import { Letter } from '../ui/letter';
import { useText } from '../ui/reading';
import { Select } from '../ui/select';
import { ConditionField } from './condition-field';
import {
  addOption,
  addTo,
  at,
  idsAt,
  listAt,
  membersOf,
  moveIn,
  optionsBundle,
  paragraphsBundle,
  removeFrom,
  signalsBundle,
  wordAt,
  type Draft,
} from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import { AddButton, RowActions } from './rows';
import { Both, BothList } from './text-fields';
import { NumberField, PickField, Ticks } from './value-fields';
import { Wrong } from './wrong';
import { Picker } from './picker';
import { ForWhom, Starts } from './starts';

const OPTIONS_MAX = 4;
const PARAGRAPHS_MAX = 16;
const SIGNALS_MAX = 12;
const BACKGROUNDS_MAX = 8;
const HAPPENINGS_MAX = 6;

interface DilemmaProps {
  readonly number: number;
  readonly place: number; // In the story, from 1.
  readonly onCopy: () => void;
  readonly onRemove: (() => void) | undefined;
}

export function Dilemma({ number, place: told, onCopy, onRemove }: DilemmaProps): JSX.Element {
  const { t, lang } = useText();
  const { draft, troubles } = useEditing();
  const id = idsAt(draft.scenario, ['dilemmas'])[number] ?? '';
  const path = ['dilemmas', number] as const;
  const texts = ['dilemmas', id] as const;
  const title = wordAt(draft[lang], [...texts, 'title']) || t('author.untitled');
  const people = membersOf(draft).map((one) => ({
    value: one,
    label: wordAt(draft[lang], ['members', one, 'name']) || one,
  }));
  const about = idsAt(draft.scenario, [...path, 'about']);
  return (
    <>
      <div class="row between author-head">
        <h1 tabIndex={-1}>
          {told} {title}
        </h1>
        <span class="row">
          <Button kind="quiet" compact icon={copy} onClick={onCopy}>
            {t('author.duplicate')}
          </Button>
          {onRemove !== undefined && (
            <Button kind="quiet" compact icon={trash} onClick={onRemove}>
              {t('author.remove_this')}
            </Button>
          )}
        </span>
      </div>
      <Wrong troubles={troublesAt(troubles, 'scenario', path)} />
      <Both label={t('author.title')} path={[...texts, 'title']} />
      <Both label={t('author.moment')} path={[...texts, 'moment']} help={t('author.moment_help')} />
      <Both label={t('author.situation')} path={[...texts, 'situation']} help={t('author.situation_help')} story />
      <Ticks label={t('author.about')} path={[...path, 'about']} options={people} />
      <Options number={number} id={id} />
      <BothList
        label={t('author.questions')}
        item="author.question_n"
        path={[...texts, 'questions']}
        least={3}
        most={8}
      />
      <Both label={t('author.reflection')} path={[...texts, 'reflection']} lines />
      <Signals number={number} id={id} />
      <details class="author-more">
        <summary>{t('author.more')}</summary>
        <div class="author-stack">
          <Ticks
            label={t('author.diagnose')}
            path={[...path, 'diagnose']}
            options={people.filter((one) => about.includes(one.value))}
            most={2}
          />
          <NumberField label={t('author.weeks')} path={[...path, 'weeks']} least={1} most={12} otherwise={4} optional />
          <div>
            <p class="field-label">{t('author.when_dilemma')}</p>
            <ConditionField path={[...path, 'when']} change={false} />
          </div>
          <Happenings number={number} />
        </div>
      </details>
      <Backgrounds number={number} />
    </>
  );
}

/* ---- options ------------------------------------------------------------------------------------ */

function Options({ number, id }: { readonly number: number; readonly id: string }): JSX.Element {
  const { t } = useText();
  const { draft, change, troubles } = useEditing();
  const bundle = optionsBundle(number, id);
  const ids = idsAt(draft.scenario, bundle.list);
  return (
    <section class="author-list" aria-labelledby="author-options">
      <h2 id="author-options">{t('author.options')}</h2>
      <Wrong troubles={troublesAt(troubles, 'scenario', bundle.list)} />
      {ids.map((one, i) => (
        <Option
          key={one}
          number={number}
          id={id}
          option={i}
          optionId={one}
          onMove={(to) => change((now) => moveIn(now, bundle, i, to))}
          onRemove={ids.length > 2 ? () => change((now) => removeFrom(now, bundle, i)) : undefined}
        />
      ))}
      {ids.length < OPTIONS_MAX && (
        <AddButton onClick={() => change((now) => addOption(now, bundle))}>{t('author.add_option')}</AddButton>
      )}
    </section>
  );
}

interface OptionProps {
  readonly number: number;
  readonly id: string;
  readonly option: number;
  readonly optionId: string;
  readonly onMove: (to: number) => void;
  readonly onRemove: (() => void) | undefined;
}

function Option({ number, id, option, optionId, onMove, onRemove }: OptionProps): JSX.Element {
  const { t, lang } = useText();
  const { draft, troubles, report } = useEditing();
  const share = report?.dilemmas.find((one) => one.id === id)?.options[option]?.best;
  const path = ['dilemmas', number, 'options', option] as const;
  const texts = ['dilemmas', id, 'options', optionId] as const;
  const letter = letterOf(option);
  const axes = (['direction', 'room', 'backing'] as const).map((axis) => (
    <AxisField key={axis} label={t(`author.axis_${axis}`)} path={[...path, 'axes', axis]} />
  ));
  return (
    <details class="author-option" open={option === 0 || undefined} data-at={place('scenario', path)}>
      <summary>
        <Letter option={option} small />
        <b>{wordAt(draft[lang], [...texts, 'title']) || t('author.untitled')}</b>
        {share !== undefined && <span class="soft">{t('author.best_in', { n: Math.round(share / 10) })}</span>}
      </summary>
      <div class="author-stack">
        <RowActions
          name={t('author.option_n', { letter })}
          index={option}
          count={listAt(draft.scenario, ['dilemmas', number, 'options']).length}
          onMove={onMove}
          onRemove={onRemove}
        />
        <Wrong troubles={troublesAt(troubles, 'scenario', path)} />
        <Both label={t('author.option_title')} path={[...texts, 'title']} help={t('author.option_title_help')} />
        <Both label={t('author.option_text')} path={[...texts, 'text']} help={t('author.option_text_help')} lines />
        <Both label={t('author.argument')} path={[...texts, 'argument']} help={t('author.argument_help')} lines />
        <Starts path={[...path, 'start']} option={option} />
        <Paragraphs number={number} id={id} option={option} optionId={optionId} />
        <details class="author-more">
          <summary>{t('author.axes')}</summary>
          <div class="author-columns">{axes}</div>
        </details>
      </div>
    </details>
  );
}

function AxisField({
  label,
  path,
}: {
  readonly label: string;
  readonly path: readonly (string | number)[];
}): JSX.Element {
  const { t } = useText();
  const { draft } = useEditing();
  const { set } = useValue(path);
  const found = at(draft.scenario, path);
  const value = typeof found === 'number' ? found : 0;
  return (
    <Select
      label={label}
      value={String(value)}
      onPick={(pick) => set(Number(pick))}
      options={([-2, -1, 0, 1, 2] as const).map((n) => ({
        value: String(n),
        label: t(`author.axis_${String(n) as '0'}`),
      }))}
    />
  );
}

function Paragraphs({ number, id, option, optionId }: Omit<OptionProps, 'onMove' | 'onRemove'>): JSX.Element {
  const { t } = useText();
  const { draft, change, troubles } = useEditing();
  const bundle = paragraphsBundle(number, id, option, optionId);
  const ids = idsAt(draft.scenario, bundle.list);
  return (
    <section class="author-list">
      <h3>{t('author.consequences')}</h3>
      <Wrong troubles={troublesAt(troubles, 'scenario', bundle.list)} />
      {ids.map((one, i) => (
        <div class="author-paragraph" key={one} data-at={place('scenario', [...bundle.list, i])}>
          <div class="row between">
            <ConditionField path={[...bundle.list, i, 'when']} change />
            <RowActions
              name={t('author.paragraph_n', { n: i + 1 })}
              index={i}
              count={ids.length}
              onMove={(to) => change((now) => moveIn(now, bundle, i, to))}
              onRemove={ids.length > 1 ? () => change((now) => removeFrom(now, bundle, i)) : undefined}
            />
          </div>
          <Wrong troubles={troublesAt(troubles, 'scenario', [...bundle.list, i])} />
          <Both label={t('author.paragraph_n', { n: i + 1 })} path={[...bundle.texts, one]} story hideLabel />
        </div>
      ))}
      {ids.length < PARAGRAPHS_MAX && (
        <AddButton onClick={() => change((now) => addTo(now, bundle, (made) => ({ id: made })))}>
          {t('author.add_paragraph')}
        </AddButton>
      )}
    </section>
  );
}

/* ---- around it ---------------------------------------------------------------------------------- */

function Signals({ number, id }: { readonly number: number; readonly id: string }): JSX.Element {
  const { t, lang } = useText();
  const { draft, change, troubles } = useEditing();
  const bundle = signalsBundle(number, id);
  const ids = idsAt(draft.scenario, bundle.list);
  const people = membersOf(draft).map((one) => ({
    value: one,
    label: wordAt(draft[lang], ['members', one, 'name']) || one,
  }));
  return (
    <section class="author-list">
      <h2>{t('author.signals')}</h2>
      <p class="field-help">{t('author.signals_help')}</p>
      {ids.map((one, i) => (
        <div class="author-paragraph" key={one} data-at={place('scenario', [...bundle.list, i])}>
          <div class="row between">
            <PickField
              label={t('author.signal_who', { n: i + 1 })}
              path={[...bundle.list, i, 'member']}
              options={people}
              otherwise={people[0]?.value ?? ''}
            />
            <RowActions
              name={t('author.signal_n', { n: i + 1 })}
              index={i}
              count={ids.length}
              onMove={(to) => change((now) => moveIn(now, bundle, i, to))}
              onRemove={() => change((now) => removeFrom(now, bundle, i))}
            />
          </div>
          <ConditionField path={[...bundle.list, i, 'when']} change={false} />
          <Wrong troubles={troublesAt(troubles, 'scenario', [...bundle.list, i])} />
          <Both label={t('author.signal_n', { n: i + 1 })} path={[...bundle.texts, one]} hideLabel lines />
        </div>
      ))}
      {ids.length < SIGNALS_MAX && (
        <AddButton
          onClick={() =>
            change((now: Draft) => addTo(now, bundle, (made) => ({ id: made, member: people[0]?.value ?? '' })))
          }
        >
          {t('author.add_signal')}
        </AddButton>
      )}
    </section>
  );
}

function Happenings({ number }: { readonly number: number }): JSX.Element {
  const { t } = useText();
  const { draft, words } = useEditing();
  const path = ['dilemmas', number, 'happenings'] as const;
  const { set } = useValue(path);
  const [open, setOpen] = useState(false);
  const found = listAt(draft.scenario, path);
  const name = (id: string): string => words.pulses.find((one) => one.id === id)?.name ?? id;
  return (
    <section class="author-list" data-at={place('scenario', path)}>
      <h3>{t('author.happenings')}</h3>
      {found.map((one, i) => (
        <div class="author-start" key={i}>
          <div class="row between">
            <b>{name(wordAt(one, ['pulse']))}</b>
            <RowActions
              name={name(wordAt(one, ['pulse']))}
              index={i}
              count={found.length}
              onRemove={() => set(found.length > 1 ? found.filter((_, at_) => at_ !== i) : undefined)}
            />
          </div>
          <ForWhom path={[...path, i, 'members']} />
        </div>
      ))}
      {found.length < HAPPENINGS_MAX && (
        <AddButton onClick={() => setOpen(true)}>{t('author.add_happening')}</AddButton>
      )}
      {open && (
        <Picker
          title={t('author.add_happening')}
          items={words.pulses.filter((one) => one.happening)}
          onClose={() => setOpen(false)}
          onPick={(id) => set([...found, { pulse: id }])}
        />
      )}
    </section>
  );
}

function Backgrounds({ number }: { readonly number: number }): JSX.Element {
  const { t } = useText();
  const { draft, words, troubles } = useEditing();
  const path = ['dilemmas', number, 'background'] as const;
  const { set } = useValue(path);
  const [open, setOpen] = useState(false);
  const found = idsAt(draft.scenario, path);
  const name = (id: string): string => words.references.find((one) => one.id === id)?.name ?? id;
  return (
    <section class="author-list" data-at={place('scenario', path)}>
      <h2>{t('author.background')}</h2>
      <p class="field-help">{t('author.background_help')}</p>
      <Wrong troubles={troublesAt(troubles, 'scenario', path, true)} />
      <ul class="author-names">
        {found.map((one, i) => (
          <li key={one}>
            {name(one)}
            <RowActions
              name={name(one)}
              index={i}
              count={found.length}
              onRemove={() => set(found.filter((id) => id !== one))}
            />
          </li>
        ))}
      </ul>
      {found.length < BACKGROUNDS_MAX && (
        <AddButton onClick={() => setOpen(true)}>{t('author.add_background')}</AddButton>
      )}
      {open && (
        <Picker
          title={t('author.add_background')}
          items={words.references.filter((one) => !found.includes(one.id))}
          onClose={() => setOpen(false)}
          onPick={(id) => set([...found, id])}
        />
      )}
    </section>
  );
}
