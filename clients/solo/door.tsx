/* door.tsx -- time first, then a story; a name if one likes. What was begun on this device stands on
 * top, to go on with. */
import type { ComponentType, JSX } from 'preact';
import { useEffect, useId, useState } from 'preact/hooks';
import checkCircle from 'phosphor:check-circle';
import cloudSlash from 'phosphor:cloud-slash';
import { askedStory } from '../core/address';
import { deviceLook, playBegin, type Device, type OwnAnswers } from '../core/alone/road';
import { isShort, makeSolo, scenarios, type Problem, type ScenarioCard } from '../core/api';
import { date } from '../core/i18n';
import type { KeptSeat } from '../core/storage';
import { newToken } from '../core/token';
import { NAME_CHARS_MAX } from '../core/types';
import { written } from '../core/written';
import { at } from '../core/root';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Face } from '../ui/face';
import { Field } from '../ui/field';
import { Icon } from '../ui/icon';
import { LampScene } from '../ui/lamp';
import { PhonePage } from '../ui/phone-page';
import { useText } from '../ui/reading';
import { ReadingMenu } from '../ui/reading-menu';
import { ThemeChips, ofTheme } from '../ui/theme-chips';
import { themesOf } from '../ui/words';
import { Offline, OnDevice, useOnline } from './on-device';
import { minutesAlone } from './minutes';
import type { MakeProps } from './own/make';
import '../ui/option-cards.css';
import './solo.css';

const FACES_MAX = 2;

type Length = 'short' | 'long';
const lengthOf = (card: ScenarioCard): Length => (isShort(card) ? 'short' : 'long');

interface DoorProps {
  readonly kept: readonly KeptSeat[];
  readonly onOpen: (token: string, title: string, alone?: boolean) => void;
  readonly onWiped?: () => void;
  readonly device?: Device; // For a preview.
  readonly cards?: readonly ScenarioCard[]; // For a preview without a server.
}

export function Door({ kept, onOpen, onWiped, cards: given, device: shownDevice }: DoorProps): JSX.Element {
  const { t, lang, sentence } = useText();
  const [problem, setProblem] = useState<Problem | null>(null);
  const { cards, look } = useCards(given, setProblem);
  const [theme, setTheme] = useState('');
  const [chosen, setChosen] = useState(askedStory);
  const asked = cards?.find((card) => card.id === chosen);
  const [lengthPicked, setLength] = useState<Length | null>(null);
  const length = lengthPicked ?? (asked === undefined ? 'short' : lengthOf(asked));
  const [name, setName] = useState('');
  const [busy, setBusy] = useState(false);
  const [device, setDevice] = useDevice(shownDevice);
  const [who, setWho] = useState<Who>('story');
  const [making, setMaking] = useState<Making | null>(null);
  const online = useOnline();

  // Without a network there is no choice of time: what is on this device comes first.
  const lengths = new Set(online ? (cards ?? []).map(lengthOf) : []);
  const fitting = online
    ? (cards ?? []).filter((card) => lengths.size < 2 || lengthOf(card) === length)
    : hereFirst(cards ?? [], device);
  const shown = ofTheme(fitting, theme);
  const story = shown.find((card) => card.id === chosen) ?? shown[0];
  const withOwn = who === 'mine' && canOwn(story, device);
  const begin = async (): Promise<void> => {
    if (story === undefined) return;
    setBusy(true);
    setProblem(null);
    if (withOwn) return make(story);
    const called = written(name, NAME_CHARS_MAX);
    const begun = await beginHere(story);
    if (begun.token !== null) return onOpen(begun.token, story.title, true);
    const answer = await makeSolo(story.id, called, lang);
    setBusy(false);
    if (answer.ok) onOpen(answer.value.token, story.title);
    else setProblem(begun.why === 'storage' ? { code: 'storage', message: t('solo.full') } : answer.problem);
  };
  /* On this device where that can be; else the server plays it. */
  const beginHere = async (story: ScenarioCard, own?: OwnAnswers): Promise<Begun> => {
    const called = written(name, NAME_CHARS_MAX) || (sentence('name.solo') ?? '');
    const here = device ?? (await deviceLook());
    if (here?.offered.includes(story.id) !== true) return { token: null, why: null };
    void navigator.storage?.persist?.();
    const token = newToken();
    const why = await playBegin({
      story: story.id,
      version: story.version,
      name: called,
      lang,
      token,
      ...(own === undefined ? {} : { own }),
    });
    return why === null ? { token } : { token: null, why };
  };
  const make = async (story: ScenarioCard): Promise<void> => {
    try {
      const { Make } = await import('./own/make');
      setMaking({ story, Make });
    } catch {
      setProblem({ code: 'unreachable', message: t('own.away') });
    }
    setBusy(false);
  };
  if (making !== null && device !== null) {
    const { story, Make } = making;
    return (
      <Make
        story={story}
        device={device}
        onPlay={async (own) => {
          const begun = await beginHere(story, own);
          if (begun.token === null) return t(begun.why === 'storage' ? 'solo.full' : 'own.away');
          onOpen(begun.token, story.title, true);
          return '';
        }}
        onBack={(left) => {
          setMaking(null);
          if (left !== null) setDevice(left);
        }}
      />
    );
  }
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
        notices={online ? undefined : <Offline />}
        bar={
          <DoorBar
            problem={problem}
            busy={busy}
            off={story === undefined || !canPlay(story, device, online)}
            onLook={lost ? look : null}
            here={story !== undefined && device?.offered.includes(story.id) === true}
            own={withOwn}
          />
        }
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
            <Stories cards={shown} chosen={story?.id ?? ''} onChoose={setChosen} device={device} online={online} />
            {canOwn(story, device) && <WhoPlays who={who} scan={device?.scan ?? null} onPick={setWho} />}
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
        {device !== null && device.bytes > 0 && (
          <OnDevice
            device={device}
            onWiped={(left) => {
              setDevice(left);
              onWiped?.();
            }}
          />
        )}
        <p class="small block">
          <a href={at('/')}>{t('solo.group')}</a>
        </p>
      </PhonePage>
    </form>
  );
}

type Who = 'story' | 'mine';

interface Making {
  readonly story: ScenarioCard;
  readonly Make: ComponentType<MakeProps>;
}

/* Only on this device: nobody else should know of it. */
const canOwn = (story: ScenarioCard | undefined, device: Device | null): boolean =>
  story?.own_team === true && device?.offered.includes(story.id) === true;

function WhoPlays({
  who,
  scan,
  onPick,
}: {
  readonly who: Who;
  readonly scan: Device['scan'];
  readonly onPick: (who: Who) => void;
}): JSX.Element {
  const { t, lang } = useText();
  return (
    <div class="block">
      <Chips
        label={t('own.who')}
        layout="even"
        value={who}
        onPick={onPick}
        chips={[
          { value: 'story', body: <b>{t('own.story')}</b> },
          {
            value: 'mine',
            body: (
              <>
                <b>{t('own.mine')}</b>
                <small>{scan === null ? t('own.mine_new') : t('own.mine_kept', { day: date(lang, scan.at_ms) })}</small>
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

interface Begun {
  readonly token: string | null;
  readonly why?: string | null;
}

const canPlay = (card: ScenarioCard, device: Device | null, online: boolean): boolean =>
  online || device?.stories.includes(card.id) === true;

const hereFirst = (cards: readonly ScenarioCard[], device: Device | null): readonly ScenarioCard[] => {
  const isHere = (card: ScenarioCard): boolean => device?.stories.includes(card.id) === true;
  return [...cards.filter(isHere), ...cards.filter((card) => !isHere(card))];
};

function useDevice(given: Device | undefined): readonly [Device | null, (device: Device | null) => void] {
  const [device, setDevice] = useState<Device | null>(given ?? null);
  useEffect(() => {
    if (given === undefined) void deviceLook().then(setDevice);
  }, []);
  return [device, setDevice];
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
  readonly here: boolean; // It is played on this device.
  readonly own: boolean; // By one's own team.
}

function DoorBar({ problem, busy, off, onLook, here, own }: DoorBarProps): JSX.Element {
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
          {busy ? t('solo.busy') : t(own ? 'own.to_team' : 'solo.go')}
        </Button>
      )}
      <p class="tiny soft center">{t(here ? 'solo.promise_here' : 'solo.promise')}</p>
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
    .map(minutesAlone)
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
          <Button compact onClick={() => onOpen(seat.token, seat.title, seat.alone)}>
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
  readonly device: Device | null;
  readonly online: boolean;
}

function Stories({ cards, chosen, onChoose, device, online }: StoriesProps): JSX.Element {
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
                <span>{t('solo.card', { n: card.rounds, minutes: minutesAlone(card) })}</span>
                <Where card={card} device={device} online={online} />
              </span>
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/* Is it on this device? Without a network that is what counts. */
function Where({ card, device, online }: Pick<StoriesProps, 'device' | 'online'> & { readonly card: ScenarioCard }) {
  const { t } = useText();
  const here = device?.stories.includes(card.id) === true;
  if (!here && online) return null;
  return (
    <span class="solo-where">
      <Icon d={here ? checkCircle : cloudSlash} />
      {t(here ? 'solo.here' : 'solo.not_here')}
    </span>
  );
}
