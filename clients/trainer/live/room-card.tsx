/* room-card.tsx -- one room: its people, what they chose, its team; each with its own controls. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import arrowRight from 'phosphor:arrow-right';
import eye from 'phosphor:eye';
import eyeSlash from 'phosphor:eye-slash';
import lightning from 'phosphor:lightning';
import usersIcon from 'phosphor:users';
import { rules } from '../../core/rules';
import { stepTraits } from '../../core/steps';
import { letterOf, type TrainerRoom } from '../../core/types';
import { Button } from '../../ui/button';
import { chairsOf } from '../../ui/chairs';
import { Letter } from '../../ui/letter';
import { useText } from '../../ui/reading';
import { SeatTable } from '../../ui/seat-table';
import { roomName, stepName } from '../../ui/words';
import {
  consequenceOf,
  needsTrainer,
  next,
  onlyTalk,
  peopleOf,
  progressOf,
  resultOf,
  together,
  type Desk,
} from './desk';
import { HappeningDialog } from './happening-dialog';
import { PeopleDialog } from './people-dialog';
import { RoomTeam } from './room-team';
import { RoomVotes } from './room-votes';
import { Why } from '../../ui/why';

export function RoomCard({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const [open, setOpen] = useState<'people' | 'happening' | null>(null);
  const [brought, setBrought] = useState<{ readonly round: number; readonly name: string } | null>(null);
  const { live, session } = desk;
  const people = peopleOf(desk, room.room).filter((person) => !person.removed);
  const progress = progressOf(desk, room.room);
  const lobby = room.step === 'lobby';
  const name = session.rooms.length > 1 ? roomName(t, room.room) : t('trainer.the_room');
  const { votes, told } = stepTraits[room.step];
  const rule = rules[session.rule];
  const consequence = told ? consequenceOf(desk, room) : undefined;
  return (
    <article class="sheet room-card">
      <div class="room-head">
        <h3>{name}</h3>
        <div class="row">
          {votes !== 'none' && (
            <Button
              kind="quiet"
              compact
              icon={room.shown ? eyeSlash : eye}
              label={t(room.shown ? 'trainer.hide_of' : 'trainer.show_of', { room: name })}
              onClick={() => live.command({ type: 'result_show', room: room.room, shown: !room.shown })}
            >
              {room.shown ? t('trainer.hide') : t('trainer.show')}
            </Button>
          )}
          <Button
            kind="quiet"
            compact
            icon={usersIcon}
            label={t('trainer.people_of', { room: name })}
            onClick={() => setOpen('people')}
          >
            {t('trainer.people')}
          </Button>
        </div>
      </div>
      <div>
        {!together(desk) && session.status === 'running' && <Apart desk={desk} room={room} name={name} />}
        {room.decision >= 0 && <Decision desk={desk} room={room} />}
        {consequence === undefined && (
          <SeatTable
            label={t('trainer.people_of', { room: name })}
            chairs={chairsOf(t, people, -1, lobby ? 'lobby' : 'step')}
          >
            <b>
              {lobby || onlyTalk(desk, room.step)
                ? t('lobby.here', { n: people.length })
                : progress?.waiting
                  ? t('trainer.at_gate')
                  : t('trainer.done', { n: progress?.done ?? 0, m: progress?.expected ?? 0 })}
            </b>
          </SeatTable>
        )}
        {votes === 'open' && <RoomVotes desk={desk} room={room} />}
        {room.step === 'decision' &&
          room.decision < 0 &&
          (rule.trainerDecides || needsTrainer(desk, room) ? (
            <Decide desk={desk} room={room} />
          ) : (
            <details>
              <summary>{t('trainer.decide_self')}</summary>
              <DecideLetters desk={desk} room={room} />
            </details>
          ))}
      </div>
      <div>
        {!lobby && <RoomTeam desk={desk} room={room} />}
        {consequence !== undefined && consequence.why[0] !== undefined && (
          <>
            <p class="room-why">
              <b>{consequence.why[0].title}.</b> {consequence.why[0].text}
            </p>
            <details>
              <summary>{t('trainer.causes')}</summary>
              <Why causes={consequence.why} members={session.scenario.members} />
            </details>
          </>
        )}
        {session.status === 'running' && desk.trainer.happenings.length > 0 && !consequence && (
          <div class="room-actions row">
            <Button compact icon={lightning} onClick={() => setOpen('happening')}>
              {t('trainer.happening')}
            </Button>
            <span class="small" role="status">
              {brought !== null && brought.round === room.round
                ? t('trainer.happening_comes', { name: brought.name })
                : ''}
            </span>
          </div>
        )}
      </div>
      {open === 'people' && <PeopleDialog desk={desk} room={room.room} onClose={() => setOpen(null)} />}
      {open === 'happening' && (
        <HappeningDialog
          desk={desk}
          room={room.room}
          onBring={(name) => setBrought({ round: room.round, name })}
          onClose={() => setOpen(null)}
        />
      )}
    </article>
  );
}

function Decision({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const title = desk.round.dilemma?.options.find((option) => option.option === room.decision)?.title ?? '';
  const how = resultOf(desk, room.room)?.decided_by;
  return (
    <p class="room-decision">
      <Letter option={room.decision} />
      <span>
        {title}
        {how !== undefined && <small class="soft"> {t(`decided_by.${how}`)}</small>}
      </span>
    </p>
  );
}

/* Rooms that go their own way have their own back, again and on. */
function Apart({
  desk,
  room,
  name,
}: {
  readonly desk: Desk;
  readonly room: TrainerRoom;
  readonly name: string;
}): JSX.Element {
  const { t } = useText();
  const { live } = desk;
  const progress = progressOf(desk, room.room);
  return (
    <div class="room-apart">
      <p>
        <b>{stepName(t, room.step)}</b> <span class="soft">{room.dilemma}</span>
      </p>
      <p class={progress?.waiting ? 'room-waits' : 'soft small'}>
        {progress?.waiting
          ? t('trainer.at_gate')
          : t('trainer.done', { n: progress?.done ?? 0, m: progress?.expected ?? 0 })}
      </p>
      <div class="row">
        {room.can_undo && (
          <Button
            compact
            label={t('trainer.undo_of', { room: name })}
            onClick={() => live.command({ type: 'room_undo', room: room.room })}
          >
            {t('trainer.undo')}
          </Button>
        )}
        {room.step === 'discussion' && (
          <Button
            compact
            label={t('trainer.reopen_of', { room: name })}
            onClick={() => live.command({ type: 'room_reopen', room: room.room })}
          >
            {t('trainer.reopen')}
          </Button>
        )}
        {room.step !== 'debrief' && (
          <Button
            compact
            iconEnd={arrowRight}
            label={t('trainer.next_of', { room: name })}
            onClick={() => next(desk, room.room)}
          >
            {t('trainer.next_room')}
          </Button>
        )}
      </div>
    </div>
  );
}

/* A tie, an objection that stays, or the rule says that the trainer decides. */
function Decide({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const { session } = desk;
  return (
    <div class="lit block-tight">
      <p>
        <b>
          {resultOf(desk, room.room)?.tie
            ? t('trainer.tie')
            : rules[session.rule].mayObject
              ? t('trainer.objected')
              : t('trainer.decide')}
        </b>
      </p>
      <DecideLetters desk={desk} room={room} />
    </div>
  );
}

function DecideLetters({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const options = desk.round.dilemma?.options ?? [];
  return (
    <div class="room-actions">
      {options.map((option) => (
        <Button
          key={option.option}
          compact
          label={t('trainer.decide_for', { letter: letterOf(option.option), title: option.title })}
          onClick={() =>
            desk.live.command({ type: 'room_decide', room: room.room, round: room.round, option: option.option })
          }
        >
          {letterOf(option.option)}
        </Button>
      ))}
    </div>
  );
}
