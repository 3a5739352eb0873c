/* staircase.tsx -- the team on five phases, each a small stair of three treads. It is an ordered list of
 * levels with a list of people on each tread; the drawing is how that list looks. Whoever moved leaves an
 * open ring and has an arrow; whoever finished a round stands on a stair above the fifth phase; a guess is a
 * dashed arch; those about whom nobody was asked sit on the bench beside the stairs. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import { Change, type Apart } from './change';
import { classes } from './classes';
import { Face } from './face';
import { Icon } from './icon';
import {
  TREADS,
  isAt,
  isOn,
  levelInWords,
  levelsOf,
  movementInWords,
  movementOf,
  type Level,
  type Movement,
  type Stand,
} from './stand';
import { useText } from './reading';
import { StairArrows, useTravel } from './stair-arrows';
import { phaseName } from './words';
import './staircase.css';

export interface StairPerson {
  readonly member: number;
  readonly id: string;
  readonly name: string;
  readonly expression: string;
  readonly at: Stand | null; // null: nobody can say, so on the bench
  readonly from: Stand | null; // null: did not move, as far as may be seen
  readonly guessed: boolean; // `at` is what this room thinks.
  readonly thought?: number; // The phase that the reader thought of.
  readonly note?: string; // "nieuw"
  readonly apart?: Apart; // What sets them apart from the same person in other rooms.
}

const LAPS_MAX = 3; // Higher ones are drawn at this height.

interface StaircaseProps {
  readonly label: string;
  readonly people: readonly StairPerson[];
  readonly mini?: boolean;
  readonly still?: boolean; // No travelling: the trainer has seen it.
}

export function Staircase({ label, people, mini = false, still = mini }: StaircaseProps): JSX.Element {
  const { t } = useText();
  const box = useRef<HTMLDivElement>(null);
  const levels = levelsOf(people.flatMap((person) => [person.at, person.from]));
  const bench = people.filter((person) => person.at === null);
  const movers = people
    .filter((person) => movementOf(person.from, person.at) !== null)
    .map((person) => `${person.member}:${JSON.stringify([person.from, person.at])}`)
    .join(' ');
  useTravel(box, movers, still);
  return (
    <div class="stairs-box">
      <div class={mini ? undefined : 'stairs-row'}>
        <div class="stairs-stage" ref={box}>
          <ol class={mini ? 'stairs stairs-mini' : 'stairs'} aria-label={label}>
            {levels.map((level) => (
              <LevelItem key={`${level.spiral}.${level.phase}`} level={level} people={people} mini={mini} />
            ))}
          </ol>
          {!mini && <StairArrows box={box} movers={movers} />}
        </div>
        {bench.length > 0 && (
          <div class={mini ? 'bench bench-mini' : 'bench'}>
            <p class="small soft">{t('stairs.bench')}</p>
            <ul>
              {bench.map((person) => (
                <li key={person.member}>
                  <Face id={person.id} name={person.name} expression={person.expression} size="s" />
                  <span>{person.name}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
      </div>
    </div>
  );
}

interface LevelProps {
  readonly level: Level;
  readonly people: readonly StairPerson[];
  readonly mini: boolean;
}

function LevelItem({ level, people, mini }: LevelProps): JSX.Element {
  const { t } = useText();
  const here = people.filter((person) => isAt(person.at, level));
  const gone = people.filter((person) => isAt(person.from, level) && movementOf(person.from, person.at) !== null);
  const thought = level.spiral > 0 ? [] : people.filter((person) => thoughtElsewhere(person, level));
  const taken = people.filter((person) => person.at?.spiral === level.spiral).map((person) => stairOf(person.at));
  return (
    <li
      class={classes(
        'level',
        `level-${level.phase + 1}`,
        level.spiral > 0 && `level-again level-lap-${Math.min(level.spiral, LAPS_MAX)}`,
      )}
    >
      <p class="level-phase">
        <span class="phase-number" aria-hidden="true">
          {level.phase + 1}
        </span>
        <span>{mini && level.spiral === 0 ? phaseName(t, level.phase) : levelInWords(t, level)}</span>
      </p>
      {here.length === 0 && <span class="hidden-text">{t('stairs.nobody')}</span>}
      <div class="treads">
        {TREADS.map((tread) => (
          <Tread
            key={tread}
            tread={tread}
            people={here.filter((person) => treadOf(person.at) === tread)}
            rings={gone.filter((person) => treadOf(person.from) === tread)}
            thought={tread === 1 ? thought : []}
            above={isAbove(level.phase * TREADS.length + tread, taken)}
          />
        ))}
      </div>
    </li>
  );
}

/* Of a guess only the phase is known: it stands in the middle. */
const treadOf = (place: Stand | null): number => (place === null || place.tread < 0 ? 1 : place.tread);

/* Which of the fifteen treads of a round somebody stands on. */
const stairOf = (place: Stand | null): number => (place?.phase ?? 0) * TREADS.length + treadOf(place);

/* A tread is narrower than a name. Where a neighbouring tread is taken too, the names of every second tread hang
 * above those beside it. */
const isAbove = (stair: number, taken: readonly number[]): boolean =>
  stair % 2 === 1 && (taken.includes(stair - 1) || taken.includes(stair + 1));

/* Where somebody stood when the reader was asked: before the decision. */
const then = (person: StairPerson): Stand | null => person.from ?? person.at;

const thoughtElsewhere = (person: StairPerson, level: Level): boolean =>
  !person.guessed && person.at !== null && person.thought === level.phase && then(person)?.phase !== level.phase;

interface TreadProps {
  readonly tread: number;
  readonly people: readonly StairPerson[];
  readonly rings: readonly StairPerson[];
  readonly thought: readonly StairPerson[];
  readonly above: boolean;
}

function Tread({ tread, people, rings, thought, above }: TreadProps): JSX.Element {
  const { t } = useText();
  return (
    <div class={classes('tread', `tread-${tread + 1}`, above && 'tread-above')}>
      <div class="tread-standing">
        {thought.map((person) => (
          <span class="thought" key={person.member}>
            <small>{t('stairs.you_thought', { name: person.name })}</small>
            <span class="thought-arch" aria-hidden="true" />
          </span>
        ))}
        {rings.map((person) => (
          <span class="ring" data-ring={person.member} key={person.member} aria-hidden="true" />
        ))}
        {people.length > 0 && (
          <ul>
            {people.map((person) => (
              <Standing key={person.member} person={person} />
            ))}
          </ul>
        )}
      </div>
      <div class="tread-block" aria-hidden="true" />
    </div>
  );
}

function Standing({ person }: { readonly person: StairPerson }): JSX.Element {
  const { t } = useText();
  const movement = movementOf(person.from, person.at);
  const right = !person.guessed && person.thought !== undefined && person.thought === then(person)?.phase;
  return (
    <li
      class={classes(
        'person',
        person.guessed && 'person-guessed',
        right && 'person-seen',
        movement !== null && 'person-moved',
      )}
      data-person={person.member}
    >
      <Face id={person.id} name={person.name} expression={person.expression} />
      <span class="person-label">
        <span class="person-name">
          {person.name}
          {movement !== null && <Icon d={isOn(movement) ? arrowUp : arrowDown} />}
        </span>
        {movement !== null && person.from !== null && <MovedWords movement={movement} from={person.from} />}
        {person.guessed && <small>{t('stairs.guessed')}</small>}
        {right && <small>{t('stairs.seen')}</small>}
        {person.note !== undefined && <small>{person.note}</small>}
        {person.apart !== undefined && (
          <small>
            <Change apart={person.apart} />
          </small>
        )}
      </span>
    </li>
  );
}

/* A finished round is put in words; the rest is told by the arrow, and in words to screen readers. */
function MovedWords({ movement, from }: { readonly movement: Movement; readonly from: Stand }): JSX.Element {
  const { t } = useText();
  return movement === 'spiral_on' ? (
    <small>{t('stairs.round_on')}</small>
  ) : (
    <span class="hidden-text">{movementInWords(t, movement, from)}</span>
  );
}
