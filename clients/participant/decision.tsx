/* decision.tsx -- the vote that counts. Who decides depends on the rule: the most votes, everybody who
 * can live with it, this round's spokesperson, or the trainer. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { playersIn, stillHere } from '../core/roles';
import { rules } from '../core/rules';
import { noNetwork, refusalOf } from '../core/screen';
import { letterOf, REASON_CHARS_MAX, type Option, type RoomResult } from '../core/types';
import { written } from '../core/written';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Letter } from '../ui/letter';
import { OptionCards } from '../ui/option-cards';
import { useText, type Texts } from '../ui/reading';
import { SeatTable } from '../ui/seat-table';
import { Stored } from '../ui/stored';
import { roomCalled, stepName } from '../ui/words';
import { chairsOf } from '../ui/chairs';
import { PriceLine } from '../ui/price';
import { OwnWeek, RunsBelow } from './choice';
import { useUnsent } from './closing';
import { HowDecided } from './how-decided';
import { StepBar } from './step-bar';
import { ownDecision, ownLives, ownObjection, ownSecond, progressOf, resultOf, type Playing } from './seat';
import { StoryAgain } from './story-again';

const OBJECTION = 'objection';

export const decides = (playing: Playing): boolean =>
  playing.me.spokesperson && (rules[playing.session.rule].spokespersonDecides || resultOf(playing)?.tie === true);

/* What is chosen here decides: anything, or after a tie one of those with the most votes. */
function choosable({ dilemma, session }: Playing, result: RoomResult | undefined): readonly Option[] {
  if (rules[session.rule].spokespersonDecides || result === undefined || !result.tie) return dilemma.options;
  const most = Math.max(0, ...result.second);
  return most === 0 ? dilemma.options : dilemma.options.filter((option) => result.second[option.option] === most);
}

/* All have voted, one option leads, nobody objects yet: it is decided soon. */
function isAsked(playing: Playing, result: RoomResult | undefined): result is RoomResult {
  const progress = progressOf(playing);
  return (
    rules[playing.session.rule].mayObject &&
    result !== undefined &&
    result.leading >= 0 &&
    result.objections.length === 0 &&
    progress !== undefined &&
    progress.done >= progress.expected
  );
}

export function Decision({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, session, me, round, live } = playing;
  const result = resultOf(playing);
  const room = roomCalled(t, session, me.room);
  const { value: second, waiting } = ownSecond(playing);
  const kept = waiting && noNetwork(playing.screen); // On this phone, which is told before anything is asked.
  const mine = decides(playing);
  const options = mine ? choosable(playing, result) : dilemma.options;
  const [intended, setIntended] = useState(-1);
  const [picked, setPicked] = useState(-1); // With the arrow keys.
  const pending = !mine && picked >= 0 && picked !== second;
  const [writing, setWriting] = useState(''); // What is in the way, and not said yet.
  useUnsent(playing, pending || writing !== '', `${picked} ${writing}`);
  const choose = (option: number): void => {
    setPicked(-1);
    if (mine) setIntended(option);
    else live.command({ type: 'second_cast', round: round.round, option });
  };
  if (result !== undefined && result.decision >= 0) return <Decided playing={playing} option={result.decision} />;
  const titleOf = (option: number): string => dilemma.options.find((one) => one.option === option)?.title ?? '';
  const asked = isAsked(playing, result);
  const wish = [intended, second].find((one) => options.some((option) => option.option === one)) ?? -1;
  // What is asked of somebody takes the bar; else it holds the week, in view while one chooses.
  const answers = asked && !mine && !pending && !kept;
  const week = <OwnWeek playing={playing} option={mine ? wish : pending ? picked : second} />;
  return (
    <>
      <h1>{mine ? t('decision.title_spokesperson', { room }) : t('decision.title')}</h1>
      <StoryAgain playing={playing} />
      <p class="lead-in" role="status">
        {mine
          ? result?.tie
            ? t('decision.lead_tie_mine')
            : t('decision.lead_spokesperson_mine')
          : lead(playing, result, t, room)}
      </p>
      <OptionCards
        slim
        label={dilemma.title}
        options={options}
        chosen={mine ? wish : second}
        {...(mine ? {} : { picked: pending ? picked : second, onPick: setPicked })}
        onChoose={choose}
      />
      {answers ? week : <RunsBelow playing={playing} />}
      {rules[session.rule].mayObject && result !== undefined && result.leading >= 0 && second >= 0 && (
        <Consensus key={result.leading} playing={playing} leading={result.leading} onWriting={setWriting} />
      )}
      <RoomTable playing={playing} />
      <p class="hidden-text" role="status">
        {asked
          ? `${t(second === result.leading ? 'consensus.soon' : 'consensus.asked', {
              name: me.name,
              letter: letterOf(result.leading),
              title: titleOf(result.leading),
            })} ${asking(t, result)}`
          : ''}
      </p>
      <StepBar>
        {!answers && week}
        {mine ? (
          <DecideBar playing={playing} wish={wish} />
        ) : pending ? (
          <Button kind="main" full onClick={() => choose(picked)}>
            {t('choice.choose', { letter: letterOf(picked) })}
          </Button>
        ) : answers ? (
          <AskedBar playing={playing} result={result} />
        ) : (
          <VotedBar playing={playing} />
        )}
      </StepBar>
    </>
  );
}

function lead({ session, round }: Playing, result: RoomResult | undefined, t: Texts['t'], room: string): string {
  const rule = rules[session.rule];
  const name = round.spokesperson;
  if (!rule.tieIsTold || result?.tie !== true) return t(rule.lead, { room, name });
  return name === '' ? t('decision.lead_tie_nobody') : t('decision.lead_tie', { name });
}

/* ---- the bar at the thumb ------------------------------------------------------------------------- */

function DecideBar({ playing, wish }: { readonly playing: Playing; readonly wish: number }): JSX.Element {
  const { t } = useText();
  const { live, round, session, me, screen } = playing;
  const sent = ownDecision(playing);
  if (sent.waiting) return <Stored state="waiting" lost={noNetwork(screen)} />;
  if (wish < 0)
    return (
      <p class="stored">
        <span class="soft">{t('decision.pick')}</span>
      </p>
    );
  return (
    <>
      <p class="small center">
        {t('decision.sure', { room: roomCalled(t, session, me.room), letter: letterOf(wish) })}
      </p>
      <Button
        kind="main"
        full
        onClick={() => live.command({ type: 'decision_make', round: round.round, option: wish })}
      >
        {t('decision.make')}
      </Button>
    </>
  );
}

function VotedBar({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const second = ownSecond(playing);
  const against = (resultOf(playing)?.objections.length ?? 0) > 0;
  return (
    <Stored
      lost={noNetwork(playing.screen)}
      refused={refusalOf(playing.screen, 'second_cast')}
      state={second.value < 0 ? 'nothing' : second.waiting ? 'waiting' : 'stored'}
      hint={second.value < 0 ? t('decision.pick') : against ? t('consensus.talk') : t('choice.change')}
    />
  );
}

/* It is nearly decided. Whoever chose otherwise is asked, and answers here: silence is no consent. */
function AskedBar({ playing, result }: { readonly playing: Playing; readonly result: RoomResult }): JSX.Element {
  const { t } = useText();
  const { live, round, dilemma, me } = playing;
  const { leading } = result;
  const title = dilemma.options.find((one) => one.option === leading)?.title ?? '';
  const letter = letterOf(leading);
  const otherwise = ownSecond(playing).value !== leading;
  const answer = (objects: boolean): void => {
    live.command({ type: 'objection_set', round: round.round, option: leading, objects, reason: '' });
    if (objects) document.querySelector<HTMLElement>(`#${OBJECTION} input`)?.focus(); // And why, if one likes.
  };
  if (!otherwise)
    return (
      <p class="small center">
        {t('consensus.soon', { letter, title })} {asking(t, result)}
      </p>
    );
  if (ownLives(playing, leading).value) return <p class="small center">{t('consensus.answered', { letter })}</p>;
  return (
    <>
      <p class="center">{t('consensus.asked', { name: me.name, letter, title })}</p>
      <Button kind="main" full onClick={() => answer(false)}>
        {t('consensus.lives', { letter })}
      </Button>
      <Button full onClick={() => answer(true)}>
        {t('consensus.object')}
      </Button>
    </>
  );
}

/* How many are asked, and how many of them were silent: never who. */
const asking = (t: Texts['t'], { otherwise, silent }: RoomResult): string =>
  silent > 0
    ? t('consensus.silent', { n: silent })
    : otherwise > 0
      ? t('consensus.others_asked', { n: otherwise })
      : '';

function RoomTable({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { screen, me } = playing;
  const people = stillHere(playersIn(screen.sections.people?.seats, me.room));
  const progress = progressOf(playing);
  return (
    <section class="block">
      <h2 class="hidden-text">{t('decision.table')}</h2>
      <SeatTable label={t('decision.table')} chairs={chairsOf(t, people, me.seat, 'step')}>
        <b>{progress === undefined ? '' : t('decision.count', { n: progress.done, m: progress.expected })}</b>
      </SeatTable>
    </section>
  );
}

/* The leading option passes when nobody objects; an objection says what is in the way, at once or later. */
function Consensus({
  playing,
  leading,
  onWriting,
}: {
  readonly playing: Playing;
  readonly leading: number;
  readonly onWriting: (reason: string) => void; // Empty: all is said.
}): JSX.Element {
  const { t } = useText();
  const { live, round, dilemma } = playing;
  const objects = ownObjection(playing, leading).value;
  const [reason, setReason] = useState('');
  const [said, setSaid] = useState('');
  const option = dilemma.options.find((one) => one.option === leading);
  const set = (on: boolean): void => {
    const text = on ? written(reason, REASON_CHARS_MAX) : '';
    onWriting('');
    setSaid(text);
    live.command({ type: 'objection_set', round: round.round, option: leading, objects: on, reason: text });
  };
  const standing = (resultOf(playing)?.objections ?? []).filter((one) => one.option === leading);
  return (
    <section class="lit block-small stack" id={OBJECTION}>
      <h2>{t('consensus.title', { title: option?.title ?? '' })}</h2>
      <p>{t('consensus.lead')}</p>
      <Field
        label={t('consensus.reason')}
        value={reason}
        maxLength={REASON_CHARS_MAX}
        onInput={(typed) => {
          setReason(typed);
          onWriting(typed.trim() === said ? '' : typed.trim());
        }}
        onDone={() => {
          if (objects && reason.trim() !== '' && reason.trim() !== said) set(true);
        }}
      />
      <div class="row">
        {objects ? (
          <Button onClick={() => set(false)}>{t('consensus.withdraw')}</Button>
        ) : (
          <Button onClick={() => set(true)}>{t('consensus.object')}</Button>
        )}
      </div>
      <div role="status">
        {standing.length > 0 && (
          <>
            <h3>{t('consensus.standing', { n: standing.length })}</h3>
            <ul class="reasons">
              {standing.map((one, i) => (
                <li key={i}>{one.text === '' ? t('consensus.no_words') : one.text}</li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}

function Decided({ playing, option }: { readonly playing: Playing; readonly option: number }): JSX.Element {
  const { t } = useText();
  const { dilemma, session, me } = playing;
  const chosen = dilemma.options.find((one) => one.option === option);
  return (
    <>
      <h1>{t('decision.decided', { room: roomCalled(t, session, me.room) })}</h1>
      <div class="lit decided">
        <Letter option={option} />
        <div>
          <strong>{chosen?.title}</strong>
          <p>{chosen?.text}</p>
          {chosen !== undefined && <PriceLine price={chosen.price} />}
        </div>
      </div>
      <HowDecided playing={playing} />
      <StepBar>
        <p class="stored">
          <span class="soft">{t('decision.next', { step: stepName(t, 'consequence').toLowerCase() })}</span>
        </p>
      </StepBar>
    </>
  );
}
