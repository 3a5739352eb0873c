/* scenario-list.tsx -- choose a story, not a module: those for a group first, then the short ones; one
 * theme at a time if one likes. */
import type { JSX } from 'preact';
import { useId, useState } from 'preact/hooks';
import { isShort, type ScenarioCard } from '../../core/api';
import { Face } from '../../ui/face';
import { useText } from '../../ui/reading';
import { ThemeChips, ofTheme } from '../../ui/theme-chips';
import { gradeName, themesOf } from '../../ui/words';
import '../../ui/option-cards.css';

const FACES_MAX = 3;

interface ScenarioListProps {
  readonly cards: readonly ScenarioCard[] | null;
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

export function ScenarioList({ cards, chosen, onChoose }: ScenarioListProps): JSX.Element {
  const { t } = useText();
  const name = useId();
  const [theme, setTheme] = useState('');
  const shown = ofTheme(cards ?? [], theme);
  return (
    <section class="start-stories">
      <h1 id={`${name}-head`}>{t('trainer.which')}</h1>
      {cards === null && (
        <p class="soft" role="status">
          {t('trainer.loading')}
        </p>
      )}
      {cards !== null && (
        <div class="scenario-themes">
          <ThemeChips cards={cards} theme={theme} onPick={setTheme} />
        </div>
      )}
      <div class="scenario-groups" role="radiogroup" aria-labelledby={`${name}-head`}>
        {[false, true].map((short) => {
          const group = shown.filter((card) => isShort(card) === short);
          return (
            group.length > 0 && (
              <div class="options scenario-list" key={String(short)}>
                <h2 class="tool-head">{t(short ? 'trainer.stories_short' : 'trainer.stories_long')}</h2>
                {group.map((card) => (
                  <Card key={card.id} card={card} group={name} chosen={card.id === chosen} onChoose={onChoose} />
                ))}
              </div>
            )
          );
        })}
      </div>
    </section>
  );
}

interface CardProps extends Pick<ScenarioListProps, 'onChoose'> {
  readonly card: ScenarioCard;
  readonly group: string;
  readonly chosen: boolean;
}

function Card({ card, group, chosen, onChoose }: CardProps): JSX.Element {
  const texts = useText();
  const { t } = texts;
  return (
    <label class="option">
      <input type="radio" name={group} checked={chosen} onChange={() => onChoose(card.id)} />
      <span class="option-card scenario-card">
        <span class="faces">
          {card.members.slice(0, FACES_MAX).map((member) => (
            <Face key={member.id} id={member.id} name={member.name} size="s" />
          ))}
        </span>
        <span>
          <strong class="head">{card.title}</strong>
          <span class="scenario-line">{themesOf(texts, card.themes)}</span>
          <span class="scenario-line soft">
            {t('trainer.card_line', { n: card.rounds, minutes: card.minutes, level: gradeName(t, card.level) })}
          </span>
        </span>
      </span>
    </label>
  );
}
