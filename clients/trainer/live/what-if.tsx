/* what-if.tsx -- what each option asks of whoever leads this team, whose week is a bar, and what the simulation
 * expects of it: in odds over teams that look alike, what it brings more often than the others; and with the
 * same luck, options by members, the number is the phase on its tread colour. Only the trainer sees this. */
import type { JSX } from 'preact';
import arrowDown from 'phosphor:arrow-down-left';
import arrowUp from 'phosphor:arrow-up-right';
import type { TrainerMember, TrainerRoom, WhatIf as Expected } from '../../core/types';
import { Face } from '../../ui/face';
import { Icon } from '../../ui/icon';
import { LeaderLoad } from '../../ui/leader-week';
import { Letter } from '../../ui/letter';
import { PriceLine } from '../../ui/price';
import { useText, type Texts } from '../../ui/reading';
import { isOn, levelInWords, movementInWords, movementOf, type Stand } from '../../ui/stand';
import { faceOf, memberStand } from '../../ui/team';
import { dilemmaOf, type Desk } from './desk';
import { OneOdds } from './odds';
import { WhatIfAllLater } from './what-if-all-later';

const SAME_MILLI = 15; // A smaller change reads "the same".

export function WhatIf({ desk }: { readonly desk: Desk }): JSX.Element | null {
  const { t } = useText();
  const room = desk.beside;
  if (room === undefined || room.what_if.length === 0) return null;
  return (
    <section>
      <h2 class="tool-head">{t('trainer.what_if')}</h2>
      {room.load !== null && <LeaderLoad load={room.load} />}
      <Odds desk={desk} room={room} />
      <p class="soft small">{t('trainer.what_if_lead')}</p>
      <div class="scroll-x" tabIndex={0} role="region" aria-label={t('trainer.what_if')}>
        <Table desk={desk} room={room} />
      </div>
      <WhatIfAllLater desk={desk} />
    </section>
  );
}

/* What each option asks, and what it brings more often than the others, over other luck to come. */
function Odds({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const ids = desk.session.scenario.members;
  const asked = dilemmaOf(desk, room)?.options ?? [];
  return (
    <>
      <ul class="odds">
        {room.what_if.map((expected) => (
          <li key={expected.option}>
            <Letter option={expected.option} small />
            <div>
              <PriceLine price={asked[expected.option]?.price} own={false} />
              {expected.odds.length === 0 ? (
                <p class="small">{t('odds.none')}</p>
              ) : (
                <ul>
                  {expected.odds.map((one) => (
                    <OneOdds key={one.member} odds={one} members={ids}>
                      <span class="odds-said">
                        <Dots of={one.of_ten} /> {t('odds.of_ten', { n: one.of_ten })}
                      </span>
                    </OneOdds>
                  ))}
                </ul>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p class="soft small">{t('odds.read')}</p>
    </>
  );
}

function Dots({ of }: { readonly of: number }): JSX.Element {
  return (
    <svg class="odds-dots" viewBox="0 0 150 14" aria-hidden="true" focusable="false">
      {Array.from({ length: 10 }, (_, i) => (
        <circle key={i} class={i < of ? 'odds-dot' : 'odds-open'} cx={7 + i * 15} cy="7" r="5.5" />
      ))}
    </svg>
  );
}

function Table({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const ids = desk.session.scenario.members;
  return (
    <table class="whatif">
      <caption class="hidden-text">{t('trainer.what_if')}</caption>
      <thead>
        <tr>
          <td />
          {room.members.map((member) => (
            <th scope="col" key={member.member}>
              <Face id={faceOf(ids, member.member)} name={member.name} size="xs" />
              <span>{member.name}</span>
            </th>
          ))}
          <th scope="col">{t('trainer.wellbeing')}</th>
        </tr>
      </thead>
      <tbody>
        {alike(t, room).map(({ expected, options }) => (
          <tr key={expected.option} class={options.includes(room.decision) ? 'whatif-chosen' : undefined}>
            <th scope="row">
              {options.map((option) => (
                <Letter key={option} option={option} small />
              ))}
            </th>
            {room.members.map((member) => (
              <PlaceCell key={member.member} now={memberStand(member)} then={placeThen(expected, member)} />
            ))}
            <td class="whatif-word">{change(t, expected)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface Alike {
  readonly expected: Expected;
  readonly options: readonly number[];
}

/* Options that are expected to do the same are one row: what differs is what there is to see, so not how far
 * somebody goes within a phase. */
function alike(t: Texts['t'], room: TrainerRoom): readonly Alike[] {
  const rows = new Map<string, { expected: Expected; options: number[] }>();
  for (const expected of room.what_if) {
    const places = room.members.map((member) => {
      const then = placeThen(expected, member);
      return then && [then.phase, then.spiral, movementOf(memberStand(member), then)];
    });
    const key = JSON.stringify([places, change(t, expected)]);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { expected, options: [expected.option] });
    else row.options.push(expected.option);
  }
  return [...rows.values()];
}

function placeThen(expected: Expected, { member }: TrainerMember): Stand | null {
  const phase = expected.phases[member] ?? -1;
  return phase < 0 ? null : { phase, tread: expected.treads[member] ?? 0, spiral: expected.spirals[member] ?? 0 };
}

function PlaceCell({ now, then }: { readonly now: Stand | null; readonly then: Stand | null }): JSX.Element {
  const { t } = useText();
  if (then === null) return <td />;
  const movement = movementOf(now, then);
  return (
    <td class={`whatif-${then.phase + 1}`}>
      {then.phase + 1}
      {movement !== null && <Icon d={isOn(movement) ? arrowUp : arrowDown} />}
      <span class="hidden-text">
        {' '}
        {levelInWords(t, then)}
        {movement !== null && now !== null && `, ${movementInWords(t, movement, now)}`}
      </span>
    </td>
  );
}

function change(t: Texts['t'], expected: Expected): string {
  if (expected.wellbeing > SAME_MILLI) return t('trainer.higher');
  return expected.wellbeing < -SAME_MILLI ? t('trainer.lower') : t('trainer.same');
}
