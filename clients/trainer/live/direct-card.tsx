/* direct-card.tsx -- under the lamp: say this, ask that, and whether to go on, with the reason. */
import type { JSX } from 'preact';
import arrowRight from 'phosphor:arrow-right';
import chats from 'phosphor:chats';
import hand from 'phosphor:hand-waving';
import hourglass from 'phosphor:hourglass-medium';
import { steps, type Step, type TrainerRoom } from '../../core/types';
import { Icon } from '../../ui/icon';
import { useText } from '../../ui/reading';
import { spoken } from '../../ui/words';
import { dilemmaOf, type Desk } from './desk';
import { directionOf, type Direction, type Phrase } from './direct';
import type { Look } from './look';

const icons: Readonly<Record<Direction['hint'], string>> = {
  on: arrowRight,
  talk: chats,
  wait: hourglass,
  step_in: hand,
};

const isBeforeTalk = (step: Step): boolean => steps.indexOf(step) < steps.indexOf('discussion');

interface DirectCardProps {
  readonly desk: Desk;
  readonly room: TrainerRoom;
  readonly look: Look;
}

export function DirectCard({ desk, room, look }: DirectCardProps): JSX.Element | null {
  const { t, lang } = useText();
  const direction = directionOf(desk, room, look);
  const questions = dilemmaOf(desk, room)?.questions ?? [];
  if (direction === null) return null;
  const { hint, why, say, ask } = direction;
  const words = (one: Phrase): string => t(one.key, one.values);
  const asked = ask === null ? null : typeof ask === 'string' ? ask : words(ask);
  const others = questions.filter((one) => one.text !== asked);
  return (
    <section class="lit direct" aria-label={t('direct.label')}>
      <p class="direct-hint">
        <Icon d={icons[hint]} />
        <b>{t(`direct.hint_${hint}`)}</b> <span>{words(why)}</span>
      </p>
      {say !== null && (
        <>
          <p class="soft small">{t('direct.say')}</p>
          <p class="desk-question">{spoken(lang, words(say))}</p>
        </>
      )}
      {asked !== null && (
        <>
          <p class="soft small">{t(isBeforeTalk(look.step) ? 'direct.ask_later' : 'direct.ask')}</p>
          <p class="desk-question">{spoken(lang, asked)}</p>
        </>
      )}
      {others.length > 0 && (
        <details>
          <summary>{t('trainer.question_more', { n: others.length })}</summary>
          <ul class="desk-list">
            {others.map((one, i) => (
              <li key={i}>{one.text}</li>
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
