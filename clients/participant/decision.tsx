/* decision.tsx -- the vote that counts. Who decides depends on the rule: the most votes, everybody who
 * can live with it, this round's spokesperson, or the trainer. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { letterOf, REASON_BYTES_MAX } from '../core/types';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Letter } from '../ui/letter';
import { OptionCards } from '../ui/option-cards';
import { useText } from '../ui/reading';
import { SeatTable } from '../ui/seat-table';
import { Stored } from '../ui/stored';
import { roomCalled, stepName } from '../ui/words';
import { chairsOf } from '../ui/chairs';
import { clip, ownDecision, ownObjection, ownSecond, progressOf, resultOf, type Playing } from './seat';

const decides = (playing: Playing): boolean =>
  playing.me.spokesperson && (playing.session.rule === 'spokesperson' || resultOf(playing)?.tie === true);

export function Decision({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma, session, me, round, live } = playing;
  const result = resultOf(playing);
  const room = roomCalled(t, session, me.room);
  const second = ownSecond(playing).value;
  const mine = decides(playing);
  const [intended, setIntended] = useState(-1);
  if (result !== undefined && result.decision >= 0) return <Decided playing={playing} option={result.decision} />;
  return (
    <>
      <h1>{mine ? t('decision.title_spokesperson', { room }) : t('decision.title')}</h1>
      <p class="lead-in">{mine ? (result?.tie ? t('decision.lead_tie_mine') : t('decision.lead_spokesperson_mine')) : lead(playing, t, room)}</p>
      <OptionCards slim label={dilemma.title} options={dilemma.options} chosen={mine && intended >= 0 ? intended : second}
        onChoose={(option) => { if (mine) setIntended(option); else live.command({ type: 'second_cast', round: round.round, option }); }} />
      {mine && intended >= 0 && <div class="lit block-small stack">
        <p>{t('decision.sure', { room, letter: letterOf(intended) })}</p>
        <Button kind="main" full busy={ownDecision(playing).waiting} onClick={() => live.command({ type: 'decision_make', round: round.round, option: intended })}>{t('decision.make')}</Button>
      </div>}
      {session.rule === 'consensus' && result !== undefined && result.leading >= 0 && second >= 0 && <Consensus playing={playing} leading={result.leading} />}
      <RoomTable playing={playing} />
    </>
  );
}

function lead(playing: Playing, t: ReturnType<typeof useText>['t'], room: string): string {
  const { session, round } = playing;
  if (session.rule === 'consensus') return t('decision.lead_consensus');
  if (session.rule === 'spokesperson') return t('decision.lead_spokesperson', { name: round.spokesperson });
  if (session.rule === 'trainer') return t('decision.lead_trainer');
  return resultOf(playing)?.tie ? t('decision.lead_tie', { name: round.spokesperson }) : t('decision.lead_majority', { room });
}

function RoomTable({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { screen, me } = playing;
  const people = (screen.sections.people?.seats ?? []).filter((person) => person.role === 'participant' && person.room === me.room && !person.removed);
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

/* The leading option passes when nobody objects; an objection says what is in the way. */
function Consensus({ playing, leading }: { readonly playing: Playing; readonly leading: number }): JSX.Element {
  const { t } = useText();
  const { live, round, dilemma } = playing;
  const objects = ownObjection(playing, leading).value;
  const [reason, setReason] = useState('');
  const option = dilemma.options.find((one) => one.option === leading);
  const set = (on: boolean): void => live.command({ type: 'objection_set', round: round.round, option: leading, objects: on, reason: on ? clip(reason.trim(), REASON_BYTES_MAX) : '' });
  const standing = (resultOf(playing)?.objections ?? []).filter((one) => one.option === leading);
  return (
    <section class="lit block-small stack">
      <h2>{t('consensus.title', { title: option?.title ?? '' })}</h2>
      <p>{t('consensus.lead')}</p>
      {!objects && <Field label={t('consensus.reason')} value={reason} maxLength={REASON_BYTES_MAX} onInput={setReason} />}
      <div class="row">
        {objects ? <Button onClick={() => set(false)}>{t('consensus.withdraw')}</Button> : <Button onClick={() => set(true)}>{t('consensus.object')}</Button>}
      </div>
      {standing.length > 0 && <><h3>{t('consensus.standing', { n: standing.length })}</h3>
        <ul class="reasons">{standing.map((one, i) => <li key={i}>{one.text === '' ? t('consensus.no_words') : one.text}</li>)}</ul></>}
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
      <div class="lit decided"><Letter option={option} /><div><strong>{chosen?.title}</strong><p>{chosen?.text}</p></div></div>
      <p class="soft small lead-in">{t(`decided_by.${resultOf(playing)?.decided_by ?? 'majority'}`)}</p>
    </>
  );
}

export function DecisionBar({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { screen } = playing;
  const second = ownSecond(playing);
  const result = resultOf(playing);
  if (result !== undefined && result.decision >= 0) return <p class="stored"><span class="soft">{t('decision.next', { step: stepName(t, 'consequence').toLowerCase() })}</span></p>;
  return <Stored lost={screen.link === 'lost'} state={second.value < 0 ? 'nothing' : second.waiting ? 'waiting' : 'stored'}
    hint={second.value < 0 ? t('decision.pick') : t('choice.change')} />;
}
