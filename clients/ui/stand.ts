/* stand.ts -- where somebody stands on the stairs, and how they moved. Five phases, each a small stair of
 * three treads; whoever has finished a round of learning chooses anew, on a higher stair. So a finished round
 * is a way up, never a fall. */
import type { Texts } from './reading';
import { phaseName } from './words';

export const TREADS = [0, 1, 2] as const;
const PHASES_COUNT = 5;

export interface Stand {
  readonly phase: number; // 0..4
  readonly tread: number; // 0 just begun, 1 halfway, 2 nearly on; -1: only the phase is known
  readonly spiral: number; // Rounds of learning finished.
}

export type Movement = 'tread_on' | 'tread_back' | 'phase_on' | 'phase_back' | 'spiral_on';

/* A number that rises with every step up, whatever its kind. */
export const heightOf = (place: Stand): number =>
  (place.spiral * PHASES_COUNT + place.phase) * TREADS.length + place.tread;

/* Where somebody stands who is told as numbers; null: gone, or not told. */
export const standOf = (one: Stand & { readonly vacant?: boolean }): Stand | null =>
  one.vacant === true || one.phase < 0 ? null : { phase: one.phase, tread: one.tread, spiral: one.spiral };

export const sameStand = (a: Stand | null, b: Stand | null): boolean =>
  a === null || b === null ? a === b : heightOf(a) === heightOf(b);

/* Small steps from one place to another, up or down: 1..3. */
export const stepsBetween = (from: Stand, at: Stand): number =>
  at.spiral === from.spiral ? Math.max(1, Math.min(TREADS.length, Math.abs(heightOf(at) - heightOf(from)))) : 1;

export function movementOf(from: Stand | null, at: Stand | null): Movement | null {
  if (from === null || at === null || heightOf(from) === heightOf(at)) return null;
  if (at.spiral > from.spiral) return 'spiral_on';
  const on = heightOf(at) > heightOf(from);
  if (from.phase !== at.phase || from.spiral !== at.spiral) return on ? 'phase_on' : 'phase_back';
  return on ? 'tread_on' : 'tread_back';
}

export const isOn = (movement: Movement): boolean => movement.endsWith('_on');

/* "een fase verder, uit Selectie" */
export function movementInWords(t: Texts['t'], movement: Movement, from: Stand): string {
  return t(`stairs.${movement}`, { from: phaseName(t, from.phase) });
}

/* A stretch of the stairs: one phase of one round. */
export interface Level {
  readonly phase: number;
  readonly spiral: number;
}

/* All five phases of the first round; of later rounds those where somebody is or was. */
export function levelsOf(places: readonly (Stand | null)[]): readonly Level[] {
  const levels: Level[] = Array.from({ length: PHASES_COUNT }, (_, phase) => ({ phase, spiral: 0 }));
  for (const place of places)
    if (place !== null && place.spiral > 0 && !levels.some((level) => isAt(place, level)))
      levels.push({ phase: place.phase, spiral: place.spiral });
  return levels.sort((a, b) => a.spiral - b.spiral || a.phase - b.phase);
}

export const isAt = (place: Stand | null, level: Level): boolean =>
  place !== null && place.phase === level.phase && place.spiral === level.spiral;

/* "Selectie", or "Selectie, ronde 2". */
export function levelInWords(t: Texts['t'], level: Level): string {
  const phase = phaseName(t, level.phase);
  return level.spiral === 0 ? phase : t('stairs.level', { phase, n: level.spiral + 1 });
}
