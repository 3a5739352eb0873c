/* situation.tsx -- the story for the whole room, and what could be noticed. What does not fit is on the
 * phones, and the picture says so. */
import type { JSX } from 'preact';
import type { Block, Dilemma } from '../core/types';
import { Face } from '../ui/face';
import { useText } from '../ui/reading';
import { Story } from '../ui/story';
import { useFit } from './fit';
import type { Show } from './show';

const SIGNALS_MAX = 4;

/* The first `parts` of them. It never ends with a colon, that is, before what somebody says. */
export function cut(blocks: readonly Block[], parts: number): readonly Block[] {
  const shown = blocks.slice(0, parts);
  while (shown.length > 1 && shown.length < blocks.length && shown[shown.length - 1]?.text.trimEnd().endsWith(':'))
    shown.pop();
  return shown;
}

export function SituationPicture({ show, dilemma }: { readonly show: Show; readonly dilemma: Dilemma }): JSX.Element {
  const { t } = useText();
  const members = show.session.scenario.members;
  const team = show.teams[0];
  const fit = useFit<HTMLDivElement>(dilemma.id, dilemma.situation.length, 3);
  const signals = dilemma.signals.slice(0, SIGNALS_MAX);
  return (
    <main id="main" class={signals.length > 0 ? 'wall-situation' : 'wall-situation wall-situation-alone'}>
      <div class="wall-situation-head">
        {team !== undefined && <p class="wall-eye">{t('situation.week', { n: team.week + 1 })}</p>}
        <h1>{dilemma.title}</h1>
      </div>
      <div class={`wall-story wall-size-${fit.size}`} ref={fit.box}>
        <Story blocks={cut(dilemma.situation, fit.parts)} />
      </div>
      {signals.length > 0 && (
        <aside class="wall-signals" aria-label={t('situation.signals')}>
          <h2>{t('situation.signals')}</h2>
          <ul>
            {signals.map((signal, i) => {
              const member = members.find((one) => one.member === signal.member);
              const now = team?.members.find((one) => one.member === signal.member);
              const name = now?.name ?? member?.name ?? '';
              return (
                <li key={i}>
                  <Face id={member?.id ?? ''} name={name} expression={now?.face ?? 'rustig'} />
                  <p>
                    <b>{name}</b> {signal.text}
                  </p>
                </li>
              );
            })}
          </ul>
        </aside>
      )}
      {fit.parts < dilemma.situation.length && <p class="wall-note">{t('projector.story_more')}</p>}
    </main>
  );
}
