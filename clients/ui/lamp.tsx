/* lamp.tsx -- the lamp over the table: join, lobby, and wherever a page is only a few words. */
import type { JSX } from 'preact';
import './lamp.css';

export function LampScene(): JSX.Element {
  return (
    <svg class="lamp-scene" viewBox="0 0 350 142" aria-hidden="true" focusable="false">
      <path class="lamp-light" d="M150 40 62 104h226L200 40z" />
      <path class="lamp-ink" d="M175 0v14" />
      <path class="lamp-dome" d="M143 40a32 28 0 0 1 64 0z" />
      <rect class="stool stool-taken" x="72" y="88" width="26" height="24" rx="8" />
      <rect class="stool stool-taken" x="120" y="88" width="26" height="24" rx="8" />
      <rect class="stool" x="204" y="88" width="26" height="24" rx="8" />
      <rect class="stool stool-taken" x="252" y="88" width="26" height="24" rx="8" />
      <rect class="tabletop" x="46" y="104" width="258" height="32" rx="16" />
      <path class="lamp-ink" d="M86 136v5M264 136v5" />
    </svg>
  );
}

export function Pendant(): JSX.Element {
  return (
    <svg class="pendant" viewBox="0 0 350 56" aria-hidden="true" focusable="false">
      <path class="lamp-ink" d="M175 0v26" />
      <path class="lamp-dome" d="M145 52a30 26 0 0 1 60 0z" />
    </svg>
  );
}
