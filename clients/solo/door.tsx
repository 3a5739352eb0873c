/* door.tsx -- time first, then a story; a name if one likes. What was begun on this device stands on
 * top, to go on with. */
import type { JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import { isShort, makeSolo, scenarios, type Problem, type ScenarioCard } from '../core/api';
import type { KeptSeat } from '../core/storage';
import { NAME_CHARS_MAX } from '../core/types';
import { written } from '../core/written';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Face } from '../ui/face';
import { Field } from '../ui/field';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { ThemeChips, ofTheme } from '../ui/theme-chips';
import { themesOf } from '../ui/words';
import '../ui/option-cards.css';
import './solo.css';

const FACES_MAX = 2;
const MINUTES_PER_DILEMMA = 5; // Alone one reads, and does not talk.

const minutesOf = (card: ScenarioCard): number => card.rounds * MINUTES_PER_DILEMMA;

type Length = 'short' | 'long';
const lengthOf = (card: ScenarioCard): Length => (isShort(card) ? 'short' : 'long');

export interface DoorProps {
  readonly kept: readonly KeptSeat[];
  readonly onOpen: (token: string, title: string) => void;
  readonly cards?: readonly ScenarioCard[]; // For a preview without a server.
}

export function Door({ kept, onOpen, cards: given }: DoorProps): JSX.Element {
  const { t, lang } = useText();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cards, look } = useCards(given, setProblem);
  const [length, setLength] = useState<Length>('short');
  const [theme, setTheme] = useState('');
  const [chosen, setChosen] = useState('');
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);

  const lengths = new Set((cards ?? []).map(lengthOf));
  const fitting = (cards ?? []).filter((card) => lengths.size < 2 || lengthOf(card) === length);
  const shown = ofTheme(fitting, theme);
  const story = shown.find((card) => card.id === chosen) ?? shown[0];
  const begin = async (): Promise<void> => {
    if (story === undefined) return;
    setBusy(true);
    const answer = await makeSolo(story.id, written(name, NAME_CHARS_MAX), lang);
    setBusy(false);
    if (answer.ok) onOpen(answer.value.token, story.title);
    else setProblem(answer.problem);
  };
  const lost = cards === null && problem !== null;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) void begin();
      }}
    >
      <PhonePage
        page="solo"
        menu={<ReadingMenu />}
        bar={<DoorBar problem={problem} busy={busy} off={story === undefined} onLook={lost ? look : null} />}
      >
        {kept.length > 0 && <Kept kept={kept} onOpen={onOpen} />}
        <h1>{t('solo.title')}</h1>
        {cards === null && (
          <div role="status">
            <LampScene />
            <p class="soft center">{problem === null ? t('solo.looking') : ''}</p>
          </div>
        )}
        {cards !== null && cards.length === 0 && <p class="lead-in">{t('solo.none_at_all')}</p>}
        {lengths.size > 1 && <Lengths cards={cards ?? []} length={length} onPick={setLength} />}
        {fitting.length > 0 && (
          <div class="block-small">
            <ThemeChips cards={cards ?? []} theme={theme} onPick={setTheme} />
          </div>
        )}
        {shown.length > 0 && (
          <>
            <Stories cards={shown} chosen={story?.id ?? ''} onChoose={setChosen} />
            <div class="block">
              <Field
                label={t('solo.name')}
                helpAfter={t('solo.name_help')}
                value={name}
                maxLength={NAME_CHARS_MAX}
                autocomplete="nickname"
                onInput={setName}
              />
            </div>
          </>
        )}
        <p class="small block">
          <a href="/">{t('solo.group')}</a>
        </p>
      </PhonePage>
    </form>
  );
}

/* The stories of the server, asked for again in another language and when look() says so. */
function useCards(
  given: readonly ScenarioCard[] | undefined,
  onProblem: (problem: Problem | null) => void,
): { readonly cards: readonly ScenarioCard[] | null; readonly look: () => void } {
  const { lang } = useText();
  const [cards, setCards] = useState<readonly ScenarioCard[] | null>(given ?? null);
  const look = (): (() => void) => {
    let stale = false;
    onProblem(null);
    void scenarios(lang).then((answer) => {
      if (stale) return;
      if (answer.ok) setCards(answer.value.scenarios);
      else onProblem(answer.problem);
    });
    return () => {
      stale = true;
    };
  };
  useEffect(() => (given === undefined ? look() : undefined), [lang]);
  return { cards, look };
}

interface DoorBarProps {
  readonly problem: Problem | null;
  readonly busy: boolean;
  readonly off: boolean;
  readonly onLook: (() => void) | null; // There are no stories: ask again.
}

function DoorBar({ problem, busy, off, onLook }: DoorBarProps): JSX.Element {
  const { t } = useText();
  return (
    <>
      {problem !== null && (
        <p class="field-error center" role="alert">
          {problem.message || t('join.unreachable')}
        </p>
      )}
      {onLook !== null ? (
        <Button kind="main" full onClick={onLook}>
          {t('solo.again')}
        </Button>
      ) : (
        <Button kind="main" full submit busy={busy} off={off}>
          {busy ? t('solo.busy') : t('solo.go')}
        </Button>
      )}
      <p class="tiny soft center">{t('solo.promise')}</p>
    </>
  );
}

interface LengthsProps {
  readonly cards: readonly ScenarioCard[];
  readonly length: Length;
  readonly onPick: (length: Length) => void;
}

function Lengths({ cards, length, onPick }: LengthsProps): JSX.Element {
  const { t } = useText();
  return (
    <div class="block-small">
      <Chips
        label={t('solo.time')}
        layout="even"
        value={length}
        onPick={onPick}
        chips={(['short', 'long'] as const).map((one) => ({
          value: one,
          body: (
            <>
              <b>{t('solo.minutes', { n: typical(cards, one) })}</b>
              <small>{one === 'short' ? t('solo.one_dilemma') : t('solo.whole_story')}</small>
            </>
          ),
        }))}
      />
    </div>
  );
}

/* The middle one, so that one long story does not frighten. */
function typical(cards: readonly ScenarioCard[], length: Length): number {
  const minutes = cards
    .filter((card) => lengthOf(card) === length)
    .map(minutesOf)
    .sort((a, b) => a - b);
  return minutes[Math.floor(minutes.length / 2)] ?? 0;
}

function Kept({ kept, onOpen }: Pick<DoorProps, 'kept' | 'onOpen'>): JSX.Element {
  const { t } = useText();
  return (
    <section class="solo-kept" aria-label={t('solo.kept')}>
      {kept.map((seat) => (
        <div class="sheet row between" key={seat.token}>
          <p>{seat.title === '' ? t('solo.resume_untitled') : t('solo.resume', { title: seat.title })}</p>
          <Button compact onClick={() => onOpen(seat.token, seat.title)}>
            {t('join.resume_go')}
          </Button>
        </div>
      ))}
    </section>
  );
}

/* ---- the stories ------------------------------------------------------------------------------------- */

interface StoriesProps {
  readonly cards: readonly ScenarioCard[];
  readonly chosen: string;
  readonly onChoose: (id: string) => void;
}

function Stories({ cards, chosen, onChoose }: StoriesProps): JSX.Element {
  const texts = useText();
  const { t } = texts;
  const name = useId();
  return (
    <fieldset class="options solo-stories">
      <legend class="field-label">{t('solo.stories')}</legend>
      {cards.map((card) => (
        <label class="option" key={card.id}>
          <input type="radio" name={name} checked={card.id === chosen} onChange={() => onChoose(card.id)} />
          <span class="option-card solo-story">
            <span class="faces">
              {card.members.slice(0, FACES_MAX).map((member) => (
                <Face key={member.id} id={member.id} name={member.name} size="s" />
              ))}
            </span>
            <span class="solo-story-words">
              <strong class="head">{card.title}</strong>
              <span class="option-text">{card.subtitle || card.intro}</span>
              <span class="solo-story-facts">
                {card.themes.length > 0 && <span>{themesOf(texts, card.themes)}</span>}
                <span>{t('solo.card', { n: card.rounds, minutes: minutesOf(card) })}</span>
              </span>
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
