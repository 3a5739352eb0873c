/* situation.tsx -- the story, then what you noticed; never what phase somebody is in. */
import type { JSX } from 'preact';
import { Beside } from '../ui/beside';
import { Face } from '../ui/face';
import { useText } from '../ui/reading';
import { Story } from '../ui/story';
import { teamOf, type Playing } from './seat';

export function Situation({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const { dilemma } = playing;
  const team = teamOf(playing);
  return (
    <>
      {team !== undefined && <p class="eyebrow">{t('situation.week', { n: team.week + 1 })}</p>}
      <h1>{dilemma.title}</h1>
      <Beside side={dilemma.signals.length > 0 && <Signals playing={playing} />}>
        <div class="opening">
          <Story blocks={dilemma.situation} />
        </div>
      </Beside>
    </>
  );
}

export function Signals({ playing }: { readonly playing: Playing }): JSX.Element | null {
  const { t } = useText();
  const { dilemma, session } = playing;
  const team = teamOf(playing);
  if (dilemma.signals.length === 0) return null;
  return (
    <>
      <hr class="rule" />
      <h2 class="tool-head">{t('situation.signals')}</h2>
      <ul class="signals">
        {dilemma.signals.map((signal, i) => {
          const member = session.scenario.members.find((one) => one.member === signal.member);
          const now = team?.members.find((one) => one.member === signal.member);
          const name = now?.name ?? member?.name ?? '';
          return (
            <li key={i}>
              <Face id={member?.id ?? ''} name={name} expression={now?.face ?? 'rustig'} size="s" />
              <p>
                <b>{name}</b> {signal.text}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
