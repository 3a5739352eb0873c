/* option-cards.tsx -- three or four responses as cards. Chosen is lit, edged and said. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Option } from '../core/types';
import { Letter } from './letter';
import { PriceLine } from './price';
import { useText } from './reading';
import './option-cards.css';

export interface OptionCardsProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: number; // -1: none
  readonly slim?: boolean; // Title and price.
  readonly onChoose: (option: number) => void;
}

export function OptionCards({ label, options, chosen, slim = false, onChoose }: OptionCardsProps): JSX.Element {
  const { t } = useText();
  const name = useId();
  return (
    <fieldset class={slim ? 'options options-slim' : 'options'}>
      <legend class="hidden-text">{label}</legend>
      {options.map((option) => (
        <label class="option" key={option.option}>
          <input type="radio" name={name} checked={option.option === chosen} onChange={() => onChoose(option.option)} />
          <span class="option-card">
            <Letter option={option.option} />
            <span class="option-title">
              <strong>{option.title}</strong>
              {option.option === chosen && <span class="option-mine">{t('choice.mine')}</span>}
            </span>
            {!slim && <span class="option-text">{option.text}</span>}
            <PriceLine price={option.price} />
          </span>
        </label>
      ))}
    </fieldset>
  );
}
