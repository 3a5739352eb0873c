/* what-if-all.tsx -- the odds of every room beside each other: first what each option brings in most rooms, then room
 * by room. Rooms in another dilemma have a table of their own. Only the trainer sees this. */
import '../../core/later';
import type { JSX } from 'preact';
import type { MemberIntro, OptionOdds, TrainerDilemma, TrainerRoom } from '../../core/types';
import { Dialog } from '../../ui/dialog';
import { Letter } from '../../ui/letter';
import { PriceLine } from '../../ui/price';
import { useText } from '../../ui/reading';
import { roomName } from '../../ui/words';
import { usedRooms, type Desk } from './desk';
import { OneOdds } from './odds';
import { countedOdds } from './odds-counted';

const SUMMED_MAX = 3; // Of an option, over all rooms.

export function WhatIfAll({ desk, onClose }: { readonly desk: Desk; readonly onClose: () => void }): JSX.Element {
  const { t } = useText();
  const rooms = usedRooms(desk).filter((room) => room.what_if.length > 0);
  const dilemmas = desk.trainer.dilemmas.filter((one) => rooms.some((room) => room.dilemma === one.dilemma));
  return (
    <Dialog title={t('odds.all')} wide onClose={onClose}>
      <p class="small">{t('odds.all_lead')}</p>
      {dilemmas.map((dilemma) => (
        <OneDilemma
          key={dilemma.dilemma}
          dilemma={dilemma}
          named={dilemmas.length > 1}
          rooms={rooms.filter((room) => room.dilemma === dilemma.dilemma)}
          members={desk.session.scenario.members}
        />
      ))}
      <p class="soft small">{t('odds.read')}</p>
    </Dialog>
  );
}

interface OneDilemmaProps {
  readonly dilemma: TrainerDilemma;
  readonly named: boolean;
  readonly rooms: readonly TrainerRoom[];
  readonly members: readonly MemberIntro[];
}

function OneDilemma({ dilemma, named, rooms, members }: OneDilemmaProps): JSX.Element {
  const { t } = useText();
  const { options } = dilemma;
  return (
    <section class="stack">
      {named && <h3>{dilemma.title}</h3>}
      <ul class="odds odds-sums">
        {options.map((one) => (
          <li key={one.option}>
            <Letter option={one.option} small />
            <div>
              <b>{one.title}</b>
              <PriceLine price={one.price} own={false} />
              <Counted rooms={rooms} option={one.option} members={members} />
            </div>
          </li>
        ))}
      </ul>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t('odds.by_room')}>
        <table class="data-table odds-rooms">
          <caption class="hidden-text">{t('odds.by_room')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('trainer.rooms')}</th>
              {options.map((one) => (
                <th scope="col" key={one.option}>
                  <Letter option={one.option} small />
                  <span class="hidden-text"> {one.title}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rooms.map((room) => (
              <tr key={room.room}>
                <th scope="row">
                  {roomName(t, room.room)}
                  {room.load !== null && (
                    <span class="odds-week">
                      {t('week.leader')} {t('week.used', { n: Math.max(0, room.load.used), m: room.load.hours })}
                    </span>
                  )}
                </th>
                {options.map((one) => (
                  <td key={one.option}>
                    <Cell odds={of(room, one.option)} members={members} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const of = (room: TrainerRoom, option: number): readonly OptionOdds[] =>
  room.what_if.find((one) => one.option === option)?.odds ?? [];

/* What comes with this option in most rooms, and in how many of them. */
function Counted({
  rooms,
  option,
  members,
}: {
  readonly rooms: readonly TrainerRoom[];
  readonly option: number;
  readonly members: readonly MemberIntro[];
}): JSX.Element {
  const { t } = useText();
  const counted = countedOdds(rooms.map((room) => of(room, option))).slice(0, SUMMED_MAX);
  if (counted.length === 0) return <p class="small">{t('odds.none')}</p>;
  return (
    <ul>
      {counted.map(({ odds, rooms: n }) => (
        <OneOdds key={`${odds.member} ${odds.quality} ${odds.more}`} odds={odds} members={members}>
          <span class="odds-said">{t('odds.in_rooms', { n, m: rooms.length })}</span>
        </OneOdds>
      ))}
    </ul>
  );
}

function Cell({
  odds,
  members,
}: {
  readonly odds: readonly OptionOdds[];
  readonly members: readonly MemberIntro[];
}): JSX.Element {
  const { t } = useText();
  if (odds.length === 0) return <span class="soft">{t('odds.none_short')}</span>;
  return (
    <ul>
      {odds.map((one) => (
        <OneOdds key={`${one.member} ${one.quality}`} odds={one} members={members}>
          <span class="odds-said">{t('odds.of_ten', { n: one.of_ten })}</span>
        </OneOdds>
      ))}
    </ul>
  );
}
