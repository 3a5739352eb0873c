/* cards.tsx -- development cards that fit what was played. */
import type { JSX } from 'preact';
import type { Card } from '../../core/types';
import { useText } from '../../ui/reading';

export function Cards({ cards }: { readonly cards: readonly Card[] }): JSX.Element {
  const { t } = useText();
  return (
    <section class="block">
      <h2>{t('cards.title')}</h2>
      <ul class="cards">
        {cards.map((card) => (
          <li class="sheet" key={card.id}>
            <p class="eyebrow">{t('cards.number', { n: card.number })}</p>
            <h3>{card.name}</h3>
            <p>{card.goal}</p>
            {card.suggestions.length > 0 && <ul class="card-ideas">{card.suggestions.map((one, i) => <li key={i}>{one.text}</li>)}</ul>}
          </li>
        ))}
      </ul>
    </section>
  );
}
