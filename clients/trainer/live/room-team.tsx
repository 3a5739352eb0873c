/* room-team.tsx -- the room's team, open: stairs, demands and control, factors over the rounds. */
import type { JSX } from 'preact';
import { stepTraits } from '../../core/steps';
import type { TrainerRoom } from '../../core/types';
import { AgainstTable } from '../../ui/against-start';
import { DemandControl } from '../../ui/demand-control';
import { useText } from '../../ui/reading';
import { Sparks } from '../../ui/spark';
import { Staircase } from '../../ui/staircase';
import { trainerStairs } from '../../ui/team';
import { dilemmaOf, type Desk } from './desk';

export function RoomTeam({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const about = dilemmaOf(desk, room)?.about ?? []; // Three faces can be told apart in a small picture, eight cannot.
  const teams = desk.screen.sections.team?.rooms ?? [];
  const { told } = stepTraits[room.step];
  const own = teams.find((one) => one.room === room.room);
  const others = teams.filter((one) => one.room !== room.room && one.against_start.length > 0);
  return (
    <>
      <p class="room-sub">
        <b>{t('trainer.team_now')}</b>
        <span class="soft small">{t('trainer.only_you')}</span>
      </p>
      <Staircase
        mini
        label={t('trainer.team_now')}
        people={trainerStairs(room.members, desk.session.scenario.members, told ? (own?.members ?? []) : [])}
      />
      {told && own !== undefined && own.against_start.length > 0 && (
        <AgainstTable room={own.against_start} rooms={others.map((one) => one.against_start)} />
      )}
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
