/* lit.tsx -- one reason that the trainer holds up: what somebody wrote, with the option that it is about, and without a
 * name. A long one gets smaller letters. */
import type { JSX } from 'preact';
import type { Dilemma } from '../core/types';
import { Letter } from '../ui/letter';
import { useText } from '../ui/reading';
import { spoken } from '../ui/words';
import { litOf, type Show } from './show';

const LARGE_LETTERS_MAX = 90;
const MIDDLE_LETTERS_MAX = 170;

export function LitPicture({ show, dilemma }: { readonly show: Show; readonly dilemma: Dilemma | null }): JSX.Element {
  const { t, lang } = useText();
  const reason = litOf(show);
  const text = reason?.text ?? '';
  const option = dilemma?.options.find((one) => one.option === reason?.option);
  const size = text.length <= LARGE_LETTERS_MAX ? 'large' : text.length <= MIDDLE_LETTERS_MAX ? 'middle' : 'small';
  return (
    <main id="main" class="wall-talk">
      <figure class={`wall-lit wall-lit-${size}`}>
        <figcaption class="wall-eye wall-row">
          {option !== undefined && <Letter option={option.option} />}
          <span>{option === undefined ? t('projector.lit') : option.title}</span>
        </figcaption>
        <h1>{spoken(lang, text)}</h1>
      </figure>
    </main>
  );
}
