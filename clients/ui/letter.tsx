/* letter.tsx -- the letter of an option in its colour; the colour never stands without the letter. */
import type { JSX } from 'preact';
import { letterOf } from '../core/types';
import './letter.css';

export function Letter({ option, small = false }: { readonly option: number; readonly small?: boolean }): JSX.Element {
  const letter = letterOf(option);
  return <span class={`letter letter-${letter.toLowerCase()}${small ? ' letter-small' : ''}`}>{letter}</span>;
}
