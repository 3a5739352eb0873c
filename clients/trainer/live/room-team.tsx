/* room-team.tsx -- the room's team, open: stairs, demands and control, factors over the rounds. */
import type { JSX } from 'preact';
import type { TrainerRoom } from '../../core/types';
import { DemandControl } from '../../ui/demand-control';
import { useText } from '../../ui/reading';
import { Sparks } from '../../ui/spark';
import { Staircase } from '../../ui/staircase';
import { trainerStairs } from '../../ui/team';
import type { Desk } from './desk';

export function RoomTeam({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const about = desk.round.dilemma?.about ?? []; // Three faces can be told apart in a small picture, eight cannot.
  return (
    <>
      <p class="room-sub">
        <b>{t('trainer.team_now')}</b>
        <span class="soft small">{t('trainer.only_you')}</span>
      </p>
      <Staircase
        mini
        label={t('trainer.team_now')}
        people={trainerStairs(room.members, desk.session.scenario.members)}
      />
      <div class="room-duo">
        <DemandControl
          label={t('trainer.demand_control')}
          ids={desk.session.scenario.members}
          small
          members={about.length > 0 ? room.members.filter((member) => about.includes(member.member)) : room.members}
        />
        <Sparks label={t('trainer.series')} series={room.series} />
      </div>
    </>
  );
}
