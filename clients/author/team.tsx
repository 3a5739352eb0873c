/* team.tsx -- the people: where they truly stand, and where a leader would think they stand. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { phases } from '../core/types';
import { Dialog } from '../ui/dialog';
import { Face } from '../ui/face';
import { useText } from '../ui/reading';
import {
  addTo,
  at,
  idsAt,
  isMap,
  membersOf,
  membersBundle,
  moveIn,
  othersBundle,
  removeFrom,
  removeMember,
  wordAt,
  type Path,
} from './draft';
import { place, troublesAt, useEditing, useValue } from './editing';
import { JsonField } from './json-field';
import { AddButton, RowActions } from './rows';
import { Both } from './text-fields';
import { NumberField, PickField, SwitchField } from './value-fields';
import { Wrong } from './wrong';

const MEMBERS_MIN = 4;
const MEMBERS_MAX = 12;
const OTHERS_MAX = 12;

export function Team(): JSX.Element {
  const { t, lang } = useText();
  const { draft, words, change, troubles } = useEditing();
  const ids = membersOf(draft);
  const taken = [
    ...ids.map((_, i) => faceAt(draft.scenario, ['team', 'members', i])),
    ...idsAt(draft.scenario, ['others']).map((_, i) => faceAt(draft.scenario, ['others', i])),
  ];
  const free = words.portraits.filter((one) => !taken.includes(one));
  const phaseOptions = phases.map((phase) => ({ value: phase, label: t(`phase.${phase}`) }));
  return (
    <>
      <h1 tabIndex={-1}>{t('author.team')}</h1>
      <p class="field-help">{t('author.team_help')}</p>
      <Wrong troubles={troublesAt(troubles, 'scenario', ['team', 'members'])} />
      {ids.map((id, i) => {
        const name = wordAt(draft[lang], ['members', id, 'name']) || t('author.untitled');
        const path = ['team', 'members', i] as const;
        return (
          <details class="author-option" key={id} data-at={place('scenario', path)}>
            <summary>
              <Face id={faceAt(draft.scenario, path)} name={name} size="s" />
              <b>{name}</b>
              <span class="soft">{wordAt(draft[lang], ['members', id, 'role'])}</span>
            </summary>
            <div class="author-stack">
              <RowActions
                name={name}
                index={i}
                count={ids.length}
                onMove={(to) => change((now) => moveIn(now, membersBundle, i, to))}
                onRemove={ids.length > MEMBERS_MIN ? () => change((now) => removeMember(now, i)) : undefined}
              />
              <Wrong troubles={troublesAt(troubles, 'scenario', path)} />
              <FacePick path={path} name={name} free={free} />
              <Both label={t('author.name')} path={['members', id, 'name']} />
              <Both label={t('author.role')} path={['members', id, 'role']} />
              <Both label={t('author.history')} path={['members', id, 'story']} lines />
              <div class="author-columns">
                <PickField
                  label={t('author.phase')}
                  path={[...path, 'phase']}
                  options={phaseOptions}
                  otherwise="unaware"
                />
                <PickField
                  label={t('author.impression')}
                  path={[...path, 'impression']}
                  options={phaseOptions}
                  otherwise="unaware"
                />
                <NumberField
                  label={t('author.tenure')}
                  path={[...path, 'tenure']}
                  least={0}
                  most={5000}
                  otherwise={100}
                  optional
                />
              </div>
              <details class="author-more">
                <summary>{t('author.more')}</summary>
                <JsonField label={t('author.traits')} help={t('author.traits_help')} path={[...path, 'traits']} />
              </details>
            </div>
          </details>
        );
      })}
      {ids.length < MEMBERS_MAX && (
        <AddButton
          onClick={() =>
            change((now) =>
              addTo(now, membersBundle, (id) => ({
                id,
                face: free[0] ?? id,
                phase: 'selecting',
                impression: 'acting',
              })),
            )
          }
        >
          {t('author.add_member')}
        </AddButton>
      )}
      <Others free={free} />
      <details class="author-more">
        <summary>{t('author.surroundings')}</summary>
        <div class="author-stack">
          <PickField
            label={t('author.profile')}
            path={['team', 'profile']}
            otherwise="average"
            options={(['weak', 'average', 'strong'] as const).map((one) => ({
              value: one,
              label: t(`author.profile_${one}`),
            }))}
          />
          <SwitchField label={t('author.own_team')} help={t('author.own_team_help')} path={['team', 'own']} />
          <JsonField label={t('author.base')} help={t('author.base_help')} path={['team', 'base']} />
          <JsonField label={t('author.running')} help={t('author.running_help')} path={['team', 'running']} />
        </div>
      </details>
    </>
  );
}

const faceAt = (scenario: Parameters<typeof at>[0], path: Path): string => {
  const one = at(scenario, path);
  return typeof one === 'string' ? one : wordAt(one, ['face']) || wordAt(one, ['id']);
};

function Others({ free }: { readonly free: readonly string[] }): JSX.Element {
  const { t, lang } = useText();
  const { draft, change } = useEditing();
  const ids = idsAt(draft.scenario, ['others']);
  return (
    <section class="author-list">
      <h2>{t('author.others')}</h2>
      <p class="field-help">{t('author.others_help')}</p>
      {ids.map((id, i) => {
        const name = wordAt(draft[lang], ['others', id]) || t('author.untitled');
        return (
          <div class="author-paragraph" key={id} data-at={place('scenario', ['others', i])}>
            <div class="row between">
              <FacePick path={['others', i]} name={name} free={free} />
              <RowActions
                name={name}
                index={i}
                count={ids.length}
                onRemove={() => change((now) => removeFrom(now, othersBundle, i))}
              />
            </div>
            <Both label={t('author.name')} path={['others', id]} />
          </div>
        );
      })}
      {ids.length < OTHERS_MAX && (
        <AddButton onClick={() => change((now) => addTo(now, othersBundle, (id) => ({ id, face: free[0] ?? id })))}>
          {t('author.add_other')}
        </AddButton>
      )}
    </section>
  );
}

/* The faces to choose from: everybody who is drawn and not in this story yet. */
function FacePick({
  path,
  name,
  free,
}: {
  readonly path: Path;
  readonly name: string;
  readonly free: readonly string[];
}): JSX.Element {
  const { t } = useText();
  const { draft, troubles } = useEditing();
  const { set } = useValue(path);
  const [open, setOpen] = useState(false);
  const one = at(draft.scenario, path);
  const face = faceAt(draft.scenario, path);
  const pick = (id: string): void => {
    set(isMap(one) ? { ...one, face: id } : { id: typeof one === 'string' ? one : id, face: id });
    setOpen(false);
  };
  return (
    <div class="field">
      <button
        type="button"
        class="face-button"
        data-at={place('scenario', [...path, 'face'])}
        aria-label={t('author.pick_face', { name })}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
      >
        <Face id={face} name={name} size="m" />
        <span aria-hidden="true">{t('author.other_face')}</span>
      </button>
      <Wrong troubles={troublesAt(troubles, 'scenario', [...path, 'face'])} />
      {open && (
        <Dialog title={t('author.pick_face', { name })} onClose={() => setOpen(false)}>
          <ul class="face-grid">
            {[face, ...free].map((id) => (
              <li key={id}>
                <button
                  type="button"
                  class="face-button"
                  aria-pressed={id === face}
                  aria-label={id}
                  onClick={() => pick(id)}
                >
                  <Face id={id} name={id} size="m" />
                </button>
              </li>
            ))}
          </ul>
        </Dialog>
      )}
    </div>
  );
}
