/* tiles.tsx -- many rooms as a wall of tiles, those that ask for the trainer first. While somebody points at the
 * wall, or goes through it by keyboard, the order stays as it is. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { useText } from '../../ui/reading';
import { Select } from '../../ui/select';
import { stepName } from '../../ui/words';
import { steps } from '../../core/types';
import { isTrouble, sorted, sorts, troubles, type Flag, type Look, type Sort } from './look';
import { Tile, type TileSize } from './tile';
import { usePlaces } from './tile-places';
import './tiles.css';

const SMALL_FROM = 19; // So many rooms or more get small tiles.
const FIRST_MAX = 12; // So many that ask for somebody get a card.
const FILTERED_FROM = 7;

export interface Tiles {
  readonly looks: readonly Look[];
  readonly open: number; // The room beside the wall.
  readonly picked: ReadonlySet<number>;
  readonly onOpen: (room: number) => void;
  readonly onPick: (room: number, picked: boolean) => void;
}

type Filter = Flag | 'all';

/* What is shown, and how it is ordered, on both halves of the wall. */
interface Arrangement {
  readonly first: readonly Look[];
  readonly rest: readonly Look[];
  readonly filter: Filter;
  readonly sort: Sort;
  readonly pointed: (on: boolean) => void;
  readonly setFilter: (filter: Filter) => void;
  readonly setSort: (sort: Sort) => void;
}

interface Held {
  readonly key: string;
  readonly first: readonly number[];
  readonly rest: readonly number[];
}

function arranged(looks: readonly Look[], filter: Filter, sort: Sort): Omit<Held, 'key'> {
  const all = sorted(looks, sort).filter((look) => filter === 'all' || look.flag === filter);
  const first = all.filter((look) => isTrouble(look.flag)).slice(0, FIRST_MAX);
  return {
    first: first.map((look) => look.room),
    rest: all.filter((look) => !first.includes(look)).map((look) => look.room),
  };
}

export function useArrangement(looks: readonly Look[]): Arrangement {
  const [wanted, setFilter] = useState<Filter>('all');
  const [sort, setSort] = useState<Sort>('need');
  const [pointed, setPointed] = useState(false);
  const held = useRef<Held | null>(null);
  const filter = wanted === 'all' || looks.some((look) => look.flag === wanted) ? wanted : 'all';
  const key = `${filter} ${sort} ${looks.length}`;
  if (!pointed || held.current === null || held.current.key !== key)
    held.current = { key, ...arranged(looks, filter, sort) };
  const byRoom = new Map(looks.map((look) => [look.room, look]));
  const seen = (rooms: readonly number[]): readonly Look[] =>
    rooms.map((room) => byRoom.get(room)).filter((look) => look !== undefined);
  return {
    first: seen(held.current.first),
    rest: seen(held.current.rest),
    filter,
    sort,
    pointed: setPointed,
    setFilter,
    setSort,
  };
}

interface WallProps {
  readonly tiles: Tiles;
  readonly at: Arrangement;
}

export function FirstTiles({ tiles, at }: WallProps): JSX.Element | null {
  const { t } = useText();
  if (at.first.length === 0) return null;
  return (
    <section class="wall-first" aria-label={t('tile.first')}>
      <h2>{t('tile.first')}</h2>
      <List tiles={tiles} at={at} looks={at.first} size="card" />
    </section>
  );
}

export function RestTiles({ tiles, at }: WallProps): JSX.Element {
  const { t } = useText();
  const small = tiles.looks.length >= SMALL_FROM;
  return (
    <section class="wall-rest" aria-label={t('tile.rest')}>
      <div class="row between">
        <h2>{t(at.first.length === 0 ? 'trainer.rooms' : 'tile.rest')}</h2>
        <Select
          label={t('tile.sort')}
          value={at.sort}
          onPick={(sort) => at.setSort(sort as Sort)}
          options={sorts.map((sort) => ({ value: sort, label: t(`tile.sort_${sort}`) }))}
        />
      </div>
      {at.rest.length === 0 && <p class="soft">{t('tile.rest_none')}</p>}
      <List tiles={tiles} at={at} looks={at.rest} size={small ? 'small' : 'medium'} />
      <Legend small={small} looks={at.rest} />
    </section>
  );
}

/* Which rooms are shown: all, or those with one kind of flag; each with its number of all. */
export function Filters({ tiles, at }: WallProps): JSX.Element | null {
  const { t } = useText();
  const { looks } = tiles;
  if (looks.length < FILTERED_FROM) return null;
  const kinds = [...troubles, 'done' as const].filter((flag) => looks.some((look) => look.flag === flag));
  if (kinds.length === 0) return null;
  return (
    <fieldset class="group filters">
      <legend class="hidden-text">{t('tile.filter')}</legend>
      <div class="chips chips-tight">
        {(['all', ...kinds] as const).map((kind) => (
          <label class="chip" key={kind}>
            <input type="radio" name="filter" checked={at.filter === kind} onChange={() => at.setFilter(kind)} />
            <span class="chip-face">
              {t(kind === 'all' ? 'tile.all' : `tile.flag_${kind}`)}{' '}
              <b>{kind === 'all' ? looks.length : looks.filter((look) => look.flag === kind).length}</b>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

interface ListProps extends WallProps {
  readonly looks: readonly Look[];
  readonly size: TileSize;
}

function List({ tiles, at, looks, size }: ListProps): JSX.Element {
  const places = usePlaces(looks.map((look) => look.room));
  return (
    <ul
      class={`tiles tiles-${size}`}
      ref={places.list}
      onKeyDown={places.onKey}
      onFocusIn={() => at.pointed(true)}
      onFocusOut={() => at.pointed(false)}
      onPointerEnter={() => at.pointed(true)}
      onPointerLeave={() => at.pointed(false)}
    >
      {looks.map((look) => (
        <Tile
          key={look.room}
          look={look}
          size={size}
          open={look.room === tiles.open}
          picked={tiles.picked.has(look.room)}
          reached={look.room === places.reached}
          letter={String(steps.indexOf(look.step))}
          onOpen={tiles.onOpen}
          onPick={tiles.onPick}
        />
      ))}
    </ul>
  );
}

function Legend({ small, looks }: { readonly small: boolean; readonly looks: readonly Look[] }): JSX.Element {
  const { t } = useText();
  const used = steps.filter((step) => looks.some((look) => look.step === step));
  return (
    <ul class="tile-legend small soft">
      {(['done', 'here', 'asleep', 'gone'] as const).map((chair) => (
        <li key={chair}>
          <i class={`tchair tchair-${chair}`} aria-hidden="true" /> {t(`tile.chair_${chair}`)}
        </li>
      ))}
      <li>{t('tile.team')}</li>
      {small && (
        <li>
          {t('tile.numbers', {
            steps: used.map((step) => `${steps.indexOf(step)} ${stepName(t, step).toLowerCase()}`).join(', '),
          })}
        </li>
      )}
    </ul>
  );
}
