/* band.tsx -- one check as a picture: what was to be expected (a bar), what the model gives (a dot) with
 * its interval (a line), and no difference (dotted). Beside it the same in words. */
import type { JSX } from 'preact';
import { useText, type Texts } from '../ui/reading';
import { OPEN, type Check } from './results';

const WIDTH = 220;
const HEIGHT = 26;
const EDGE = 8;

/* The range of the picture; an open end of the band runs off it. */
function scaleOf(check: Check): (value: number) => number {
  const closed = check.band.filter((end) => Math.abs(end) < OPEN);
  const seen = [check.none, check.observed, check.low, check.high, ...closed].filter(
    (value): value is number => typeof value === 'number',
  );
  const least = Math.min(...seen);
  const most = Math.max(...seen);
  const room = (most - least) * 0.12 || 1;
  const from = least - room;
  const span = most + room - from;
  return (value) => Math.min(WIDTH - EDGE, Math.max(EDGE, EDGE + ((value - from) / span) * (WIDTH - 2 * EDGE)));
}

const number = (lang: string, value: number): string =>
  new Intl.NumberFormat(lang === 'nl' ? 'nl-NL' : 'en-GB', {
    maximumFractionDigits: Math.abs(value) >= 10 ? 1 : 2,
  }).format(value);

function wanted(t: Texts['t'], lang: string, [low, high]: Check['band']): string {
  if (high >= OPEN && low < 1) return t('evidence.more');
  if (low <= -OPEN) return t('evidence.less');
  if (high >= OPEN) return t('evidence.from', { low: number(lang, low) });
  return t('evidence.band', { low: number(lang, low), high: number(lang, high) });
}

export function Band({ check }: { readonly check: Check }): JSX.Element {
  const { t, lang } = useText();
  if (check.lacks || check.observed === undefined) {
    return (
      <p class="band">
        <span class="band-label">{check.label}</span>
        <span class="soft">{t('evidence.lacks')}</span>
      </p>
    );
  }
  const x = scaleOf(check);
  const word = t(`evidence.check_${check.test === 'construction' ? 'made' : check.holds ? 'holds' : 'fails'}`);
  return (
    <p class="band">
      <span class="band-label">{check.label}</span>
      <svg class="band-picture" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true" focusable="false">
        <rect
          class="band-wanted"
          x={x(check.band[0])}
          y="5"
          width={Math.max(2, x(check.band[1]) - x(check.band[0]))}
          height="16"
          rx="3"
        />
        {check.none !== null && <path class="band-zero" d={`M${x(check.none)} 1v24`} />}
        {typeof check.low === 'number' && typeof check.high === 'number' && (
          <path class="band-interval" d={`M${x(check.low)} 13H${x(check.high)}`} />
        )}
        <circle class="band-found" cx={x(check.observed)} cy="13" r="4.5" />
      </svg>
      <span class="band-words">
        {t('evidence.figures', { wanted: wanted(t, lang, check.band), found: number(lang, check.observed) })}{' '}
        <b>{word}</b>
      </span>
    </p>
  );
}
