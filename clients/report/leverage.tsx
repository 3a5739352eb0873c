/* leverage.tsx -- does it matter what is chosen? Each thing measured has a picture in which every story is
 * a dot and the bar a line, and its numbers below it. */
import type { JSX } from 'preact';
import { useText } from '../ui/reading';
import { measuredIn, type Bar, type Measured } from './lines';
import { measured, sayIn, wordOf } from './words';

export function LeverageReport({ bars }: { readonly bars: readonly Bar[] }): JSX.Element {
  const { lang } = useText();
  const say = sayIn(lang);
  const barred = bars.filter((row) => row.bar !== null);
  const held = barred.filter((row) => row.holds === true);
  return (
    <section class="block">
      <h2>{say('leverage.title')}</h2>
      <p>{say('leverage.help')}</p>
      <p>
        <b>{say('leverage.sum', held.length, barred.length)}</b>
      </p>
      {measuredIn(bars).map((one) => (
        <MeasureReport key={`${one.measure}/${one.outcome}`} one={one} />
      ))}
    </section>
  );
}

function MeasureReport({ one }: { readonly one: Measured }): JSX.Element {
  const { lang, t } = useText();
  const say = sayIn(lang);
  const what = wordOf(lang, 'leverage', one.measure);
  const of = one.outcome === '' ? '' : `: ${wordOf(lang, 'leverage.of', one.outcome)}`;
  const value = (number: number): string => measured(lang, one.measure, number);
  const barred = one.stories.filter((row) => row.bar !== null);
  const held = barred.filter((row) => row.holds === true);
  return (
    <article class="report-dilemma">
      <h3>
        {what}
        {of}
      </h3>
      {one.stories.length > 0 && <Dots one={one} />}
      {one.stories.length > 0 && (
        <p class="small report-ends">
          <span>{value(one.least)}</span>
          {one.bar !== null && (
            <span>{t('report.bar', { bar: value(one.bar), held: held.length, n: barred.length })}</span>
          )}
          <span>{value(one.most)}</span>
        </p>
      )}
      {one.all !== null && (
        <p>
          {say('leverage.all')}: <b>{value(one.all.value)}</b>
          {one.all.bar !== null &&
            ` (${say(one.all.holds === true ? 'leverage.holds' : 'leverage.fails', value(one.all.bar))})`}
        </p>
      )}
      {one.stories.length > 0 && <Numbers one={one} value={value} />}
    </article>
  );
}

const WIDTH = 640;
const EDGE = 12;

function Dots({ one }: { readonly one: Measured }): JSX.Element {
  const x = (value: number): number => EDGE + ((value - one.least) / (one.most - one.least)) * (WIDTH - 2 * EDGE);
  return (
    <svg class="report-dots" viewBox={`0 0 ${WIDTH} 40`} aria-hidden="true">
      <line class="report-axis" x1={EDGE} x2={WIDTH - EDGE} y1="20" y2="20" />
      <line class="report-axis" x1={x(0)} x2={x(0)} y1="8" y2="32" />
      {one.bar !== null && <line class="report-limit" x1={x(one.bar)} x2={x(one.bar)} y1="2" y2="38" />}
      {one.stories.map((row) => (
        <circle
          key={`${row.story} ${row.outcome}`}
          class={row.holds === false ? 'report-dot-missed' : 'report-dot'}
          cx={x(row.value)}
          cy="20"
          r="8"
        />
      ))}
    </svg>
  );
}

interface NumbersProps {
  readonly one: Measured;
  readonly value: (number: number) => string;
}

function Numbers({ one, value }: NumbersProps): JSX.Element {
  const { lang } = useText();
  const say = sayIn(lang);
  return (
    <details>
      <summary>{say('leverage.numbers')}</summary>
      <ul class="report-numbers">
        {one.stories.map((row) => (
          <li key={`${row.story} ${row.outcome}`}>
            <span>{one.outcome === row.outcome ? row.story : `${row.story}, ${row.outcome}`}</span>{' '}
            <b>{value(row.value)}</b>
            {row.bar !== null && (
              <span class="soft"> {say(row.holds === true ? 'leverage.holds' : 'leverage.fails', value(row.bar))}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  );
}
