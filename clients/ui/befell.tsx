/* befell.tsx -- what a trainer brought into a team: by its name, or in the trainer's own words and then with what it
 * did. With the consequence as it is, and afterwards round by round. */
import type { JSX } from 'preact';
import { list } from '../core/i18n';
import type { Befell, BefellRound } from '../core/types';
import { useText } from './reading';
import { roomName } from './words';
import './befell.css';

export function BefellWords({ one }: { readonly one: Befell }): JSX.Element {
  const { t } = useText();
  if (one.text === '') return <b>{one.name}</b>;
  return (
    <>
      <b>{one.own ? t('befell.said', { text: one.text }) : one.name}</b> <span>{one.own ? one.name : one.text}</span>
    </>
  );
}

export function Befallen({ all }: { readonly all: readonly Befell[] }): JSX.Element | null {
  const { t } = useText();
  if (all.length === 0) return null;
  return (
    <div class="befell">
      <p class="befell-lead">{t('befell.lead')}</p>
      <ul>
        {all.map((one, i) => (
          <li key={i}>
            <BefellWords one={one} />
          </li>
        ))}
      </ul>
    </div>
  );
}

interface BefellRoundsProps {
  readonly all: readonly BefellRound[];
  readonly several?: boolean; // Rooms: with which it befell, where it was not all of `rooms`.
  readonly rooms?: number;
}

export function BefellRounds({ all, several = false, rooms = 1 }: BefellRoundsProps): JSX.Element {
  const { t, lang } = useText();
  return (
    <ul class="befell-rounds">
      {all.map((one, i) => (
        <li key={i}>
          <small>
            {t('befell.round', { n: one.round + 1 })}
            {several &&
              `, ${
                one.rooms.length === rooms
                  ? t('befell.all_rooms')
                  : list(
                      lang,
                      one.rooms.map((room) => roomName(t, room)),
                    )
              }`}
          </small>
          <div>
            <BefellWords one={one} />
          </div>
        </li>
      ))}
    </ul>
  );
}
