/* cards.tsx -- development cards that fit what was played. */
import type { JSX } from 'preact';
import type { Card } from '../../core/types';
import { useText } from '../../ui/reading';

const SHOWN = 1; // The first fits best; the others are a tap away.

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
            <Ideas texts={card.suggestions.slice(0, SHOWN).map((one) => one.text)} />
            {card.suggestions.length > SHOWN && (
              <details>
                <summary>{t('cards.more', { n: card.suggestions.length - SHOWN })}</summary>
                <Ideas texts={card.suggestions.slice(SHOWN).map((one) => one.text)} />
              </details>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Ideas({ texts }: { readonly texts: readonly string[] }): JSX.Element | null {
  return texts.length === 0 ? null : (
    <ul class="card-ideas">
      {texts.map((text, i) => (
        <li key={i}>{text}</li>
      ))}
    </ul>
  );
}
