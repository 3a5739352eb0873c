/* scenario-list.tsx -- choose a story, not a module. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { ScenarioCard } from '../../core/api';
import { Face } from '../../ui/face';
import { useText } from '../../ui/reading';
import { gradeName, themesOf } from '../../ui/words';
import '../../ui/option-cards.css';

export interface ScenarioListProps {
  readonly cards: readonly ScenarioCard[] | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

export function ScenarioList({ cards, chosen, onChoose }: ScenarioListProps): JSX.Element {
  const { t } = useText();
  const name = useId();
  return (
    <section>
      <h1 id={`${name}-head`}>{t('trainer.which')}</h1>
      {cards === null && <p class="soft" role="status">{t('trainer.loading')}</p>}
      <div class="options scenario-list" role="radiogroup" aria-labelledby={`${name}-head`}>
        {cards?.map((card) => (
          <label class="option" key={card.id}>
            <input type="radio" name={name} checked={card.id === chosen} onChange={() => onChoose(card.id)} />
            <span class="option-card scenario-card">
              <span class="faces">{card.members.slice(0, 3).map((member) => <Face key={member.id} id={member.id} name={member.name} size="s" />)}</span>
              <span><strong class="head">{card.title}</strong><span class="scenario-line">{themesOf(t, card.themes)}</span>
                <span class="scenario-line soft">{t('trainer.card_line', { n: card.rounds, minutes: card.minutes, level: gradeName(t, card.level) })}</span></span>
            </span>
          </label>
        ))}
      </div>
    </section>
  );
}
