/* option-cards.tsx -- three or four responses as cards. Chosen is lit, edged and said. */
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Option } from '../core/types';
import { Letter } from './letter';
import { PriceLine } from './price';
import { useRadios } from './radios';
import { useText } from './reading';
import './option-cards.css';

interface OptionCardsProps {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: number; // -1: none
  readonly picked?: number; // With the arrow keys, and not chosen yet; without it, what is chosen.
  readonly slim?: boolean; // Title and price.
  readonly onPick?: (option: number) => void; // Without it, what the arrow keys come to is chosen.
  readonly onChoose: (option: number) => void;
}

export function OptionCards(props: OptionCardsProps): JSX.Element {
  const { label, options, chosen, onChoose, picked = chosen, onPick = onChoose, slim = false } = props;
  const { t } = useText();
  const name = useId();
  const radios = useRadios(picked, onPick, onChoose);
  return (
    <fieldset class={slim ? 'options options-slim' : 'options'} {...radios.group}>
      <legend class="hidden-text">{label}</legend>
      {options.map((option) => (
        <label class="option" key={option.option}>
          <input
            type="radio"
            name={name}
            checked={option.option === picked}
            onChange={() => radios.onChange(option.option)}
          />
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
