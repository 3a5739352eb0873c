/* tile.tsx -- one room among many: its name opens it beside the wall, the box picks it for an action. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { letterOf } from '../../core/types';
import { Letter } from '../../ui/letter';
import { useText, type Texts } from '../../ui/reading';
import { roomName, stepName } from '../../ui/words';
import { FlagIcon, FlagPill, flagWords } from './flag';
import { isTrouble, type TileChair, type Dot, type Look } from './look';

export type TileSize = 'card' | 'medium' | 'small';

interface TileProps {
  readonly look: Look; // As long as it is the same value, the tile stays as it is.
  readonly size: TileSize;
  readonly open: boolean;
  readonly picked: boolean;
  readonly reached: boolean; // By the Tab key; from there the arrows go on.
  readonly letter: string; // Of the step, where there is no place for its name.
  readonly onOpen: (room: number) => void;
  readonly onPick: (room: number, picked: boolean) => void;
}

/* What was painted is kept as it is while nothing of it changed. */
export function Tile(props: TileProps): JSX.Element {
  const { look, size, open, picked, reached, letter, onOpen, onPick } = props;
  const { lang } = useText();
  return useMemo(() => <TileNow {...props} />, [look, size, open, picked, reached, letter, onOpen, onPick, lang]);
}

const VOTES_SHOWN = 8;

function TileNow({ look, size, open, picked, reached, letter, onOpen, onPick }: TileProps): JSX.Element {
  const { t } = useText();
  const name = roomName(t, look.room);
  const classes = ['tile', `tile-${size}`];
  if (open) classes.push('tile-open');
  if (picked) classes.push('tile-picked');
  if (look.flag === 'done') classes.push('tile-done');
  if (isTrouble(look.flag)) classes.push('tile-trouble');
  if (look.chairs.length === 0) classes.push('tile-empty');
  const tab = reached ? 0 : -1;
  return (
    <li class={classes.join(' ')} data-room={look.room}>
      <button
        type="button"
        class="tile-name"
        tabIndex={tab}
        aria-pressed={open}
        aria-label={saysOf(t, look, name)}
        onClick={() => onOpen(look.room)}
      >
        {name}
      </button>
      <label class="tile-pick">
        <input
          type="checkbox"
          tabIndex={tab}
          checked={picked}
          aria-label={t('tile.pick', { room: name })}
          onChange={(event) => onPick(look.room, event.currentTarget.checked)}
        />
        <span aria-hidden="true" />
      </label>
      <div class="tile-body" aria-hidden="true">
        {size !== 'small' && <span class="tile-step soft">{stepName(t, look.step)}</span>}
        {size === 'card' && <FlagPill look={look} />}
        {size === 'card' && <p class="tile-why small">{whyOf(t, look)}</p>}
        <span class="tile-row">
          <Chairs chairs={look.chairs} />
          {size !== 'card' && isTrouble(look.flag) && <FlagIcon flag={look.flag} />}
          {size === 'small' ? <b class="tile-letter">{letter}</b> : <Votes look={look} />}
        </span>
        {look.team.length > 0 && <TeamLine team={look.team} />}
      </div>
    </li>
  );
}

/* All of a tile in one line, its name first. */
function saysOf(t: Texts['t'], look: Look, name: string): string {
  const said = [name, stepName(t, look.step)];
  if (look.flag !== null) said.push(flagWords(t, look.flag, look.minutes));
  if (look.held) said.push(t('tile.held'));
  said.push(countOf(t, look));
  const asleep = look.chairs.filter((chair) => chair === 'asleep').length;
  const gone = look.chairs.filter((chair) => chair === 'gone').length;
  if (asleep > 0) said.push(t('tile.asleep', { n: asleep }));
  if (gone > 0) said.push(t('tile.gone', { n: gone }));
  return said.filter((one) => one !== '').join(', ');
}

function countOf(t: Texts['t'], look: Look): string {
  if (look.chairs.length === 0) return t('tile.nobody');
  if (look.step === 'lobby' || look.step === 'debrief') return t('tile.here', { n: look.chairs.length });
  if (look.closing !== null) return t(`tile.${look.closing}`);
  if (look.expected === 0) return ''; // Nobody is connected, as its flag says.
  return t('trainer.done', { n: look.done, m: look.expected });
}

/* Why it asks for somebody, in a short sentence. */
function whyOf(t: Texts['t'], look: Look): string {
  const away = look.chairs.filter((chair) => chair === 'asleep' || chair === 'gone').length;
  const phones = away > 0 ? ` ${t('tile.why_away', { n: away })}` : '';
  const [most = 0, next = 0] = [...look.votes].sort((a, b) => b - a);
  switch (look.flag) {
    case 'silent':
      return t(look.why.agreed ? 'tile.why_agreed' : 'tile.why_no_reasons');
    case 'split':
      return t(look.why.sure * 2 > most + next ? 'tile.why_split_sure' : 'tile.why_split', { n: next, m: most });
    case 'stuck':
      return (look.done === 0 ? t('tile.why_nobody') : t('tile.why_some', { n: look.expected - look.done })) + phones;
    case 'waits':
      return t('tile.why_waits');
    case 'alone':
      return t('tile.why_alone', { n: look.chairs.length });
    default:
      return countOf(t, look);
  }
}

function Chairs({ chairs }: { readonly chairs: readonly TileChair[] }): JSX.Element {
  return (
    <span class="tile-chairs">
      {chairs.map((chair, i) => (
        <i key={i} class={`tchair tchair-${chair}`} />
      ))}
    </span>
  );
}

/* The letters once they may be seen; before that a count, and afterwards what was decided. */
function Votes({ look }: { readonly look: Look }): JSX.Element {
  const { t } = useText();
  if (look.decision >= 0) return <Letter option={look.decision} small />;
  const letters = look.votes.flatMap((count, option) => Array.from({ length: count }, () => option));
  if (letters.length === 0) return <span class="soft small">{countOf(t, look)}</span>;
  if (letters.length > VOTES_SHOWN)
    return (
      <span class="tile-votes small">
        {look.votes.map((count, option) => count > 0 && `${letterOf(option)}${count} `)}
      </span>
    );
  return (
    <span class="tile-votes">
      {letters.map((option, i) => (
        <Letter key={i} option={option} small />
      ))}
    </span>
  );
}

const WIDTH = 150;
const PHASES = [0, 1, 2, 3, 4] as const;

/* The team on one line, from the first phase to the fifth; who moved last time stands out. */
function TeamLine({ team }: { readonly team: readonly Dot[] }): JSX.Element {
  const seen = new Map<number, number>();
  return (
    <svg class="tile-team" viewBox={`0 0 ${WIDTH} 10`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
      {PHASES.map((phase) => (
        <rect key={phase} class={`team-${phase + 1}`} x={phase * 30 + 0.5} y="1" width="29" height="8" />
      ))}
      {team.map((dot, i) => {
        const beside = seen.get(dot.at) ?? 0;
        seen.set(dot.at, beside + 1);
        return (
          <path
            key={i}
            class={dot.moved === null ? 'team-dot' : `team-dot team-${dot.moved}`}
            d={`M${dot.at * 10 + 4 + beside * 3} 5h.01`}
          />
        );
      })}
    </svg>
  );
}
