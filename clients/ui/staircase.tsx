/* staircase.tsx -- the team on five steps. It is an ordered list of steps with a list of people on
 * each; the drawing is how that list looks. Who moved has an arrow and leaves a ghost behind; the
 * face travels from the ghost to where it stands now, one member at a time. */
import type { JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import { Face } from './face';
import { Icon } from './icon';
import { useText } from './reading';
import { phaseName } from './words';
import './staircase.css';

export interface StairPerson {
  readonly member: number;
  readonly id: string;
  readonly name: string;
  readonly expression: string;
  readonly phase: number; // 0..4; -1: nobody knows, so not on the stairs
  readonly before: number; // -1: did not move
  readonly estimated: boolean;
  readonly note?: string; // "nieuw"
}

export interface StaircaseProps {
  readonly label: string;
  readonly people: readonly StairPerson[];
  readonly mini?: boolean;
  readonly still?: boolean; // No travelling: the trainer has seen it.
}

const MOVE_MS = 450;
const APART_MS = 120;
const MOVERS_MAX = 6;

/* Lets each moved face start at its ghost. The Web Animations API needs no style attribute. */
function useTravel(list: { readonly current: HTMLOListElement | null }, movers: string, still: boolean): void {
  useLayoutEffect(() => {
    const root = list.current;
    if (root === null || still || movers === '' || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    movers
      .split(' ')
      .slice(0, MOVERS_MAX)
      .forEach((member, i) => {
        const ghost = root.querySelector(`[data-ghost="${member}"]`);
        const person = root.querySelector(`[data-person="${member}"]`);
        if (ghost === null || person === null) return;
        const from = ghost.getBoundingClientRect();
        const to = person.getBoundingClientRect();
        const timing = {
          duration: MOVE_MS,
          delay: 300 + i * (MOVE_MS + APART_MS),
          fill: 'backwards',
          easing: 'cubic-bezier(0.3, 0.1, 0.2, 1)',
        } as const;
        person.animate(
          [{ transform: `translate(${from.left - to.left}px, ${from.top - to.top}px)` }, { transform: 'none' }],
          timing,
        );
        ghost.animate([{ opacity: 0 }, { opacity: 1 }], timing);
      });
  }, [movers, still]);
}

export function Staircase({ label, people, mini = false, still = false }: StaircaseProps): JSX.Element {
  const { t } = useText();
  const list = useRef<HTMLOListElement>(null);
  const movers = people
    .filter((person) => person.before >= 0 && person.before !== person.phase)
    .map((person) => person.member)
    .join(' ');
  useTravel(list, movers, still);
  return (
    <div class="stairs-box">
      <ol class={mini ? 'stairs stairs-mini' : 'stairs'} aria-label={label} ref={list}>
        {[0, 1, 2, 3, 4].map((phase) => (
          <Tread
            key={phase}
            phase={phase}
            people={people.filter((person) => person.phase === phase)}
            ghosts={people.filter((person) => person.before === phase && person.phase !== phase)}
            title={phaseName(t, phase)}
            nobody={t('stairs.nobody')}
          />
        ))}
      </ol>
    </div>
  );
}

interface TreadProps {
  readonly phase: number;
  readonly title: string;
  readonly nobody: string;
  readonly people: readonly StairPerson[];
  readonly ghosts: readonly StairPerson[];
}

function Tread({ phase, title, nobody, people, ghosts }: TreadProps): JSX.Element {
  return (
    <li class={`tread tread-${phase + 1}`}>
      <p class="tread-phase">
        <span class="phase-number" aria-hidden="true">
          {phase + 1}
        </span>
        <span>{title}</span>
      </p>
      <div class="standing">
        {people.length > 0 && (
          <ul class="standing-list">
            {people.map((person) => (
              <Standing key={person.member} person={person} />
            ))}
          </ul>
        )}
        {ghosts.length > 0 && (
          <div class="ghosts" aria-hidden="true">
            {ghosts.map((person) => (
              <span class="ghost" data-ghost={person.member} key={person.member}>
                <Face id={person.id} name={person.name} expression="rustig" />
                <Icon d={person.phase > person.before ? arrowUp : arrowDown} />
              </span>
            ))}
          </div>
        )}
        {people.length === 0 && <span class="hidden-text">{nobody}</span>}
      </div>
    </li>
  );
}

function Standing({ person }: { readonly person: StairPerson }): JSX.Element {
  const { t } = useText();
  const moved = person.before >= 0 && person.before !== person.phase;
  const up = moved && person.phase > person.before;
  return (
    <li
      class={`person${person.estimated ? ' person-estimated' : ''}${moved ? ' person-moved' : ''}`}
      data-person={person.member}
    >
      <Face id={person.id} name={person.name} expression={person.expression} />
      <span class="person-label">
        <span class="person-name">
          {person.name}
          {moved && <Icon d={up ? arrowUp : arrowDown} />}
        </span>
        {moved && (
          <span class="hidden-text">
            {up
              ? t('stairs.up', { from: phaseName(t, person.before) })
              : t('stairs.down', { from: phaseName(t, person.before) })}
          </span>
        )}
        {person.estimated && <small>{t('stairs.estimated')}</small>}
        {person.note !== undefined && <small>{person.note}</small>}
      </span>
    </li>
  );
}
