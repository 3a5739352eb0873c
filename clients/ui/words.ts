/* words.ts -- names that screens give to numbers: rooms of a house, phases, layers, kinds of source. */
import { series } from '../core/i18n';
import type { Certainty, Lang, Layer, Phase, Session, Step } from '../core/types';
import { phases } from '../core/types';
import type { Texts } from './reading';

const ROOMS_NAMED = 12;

type T = Texts['t'];

/* "Keuken"; from the thirteenth room on "Kamer 13". */
export function roomName(t: T, room: number): string {
  return room >= 0 && room < ROOMS_NAMED ? t(`room.name_${room as 0}`) : t('room.numbered', { n: room + 1 });
}

/* "de Keuken", or "de groep" where there is only one room. */
export function roomCalled(t: T, session: Session | undefined, room: number): string {
  return session !== undefined && session.rooms.length > 1
    ? t('room.the', { room: roomName(t, room) })
    : t('room.group');
}

export const phaseName = (t: T, phase: number): string => t(`phase.${phases[phase] ?? ('unaware' satisfies Phase)}`);
/* With the term of the source beside our word, for the trainer's matrix: it cannot be read aloud. */
export const phaseTerm = (t: T, phase: number): string =>
  phases[phase] === 'continuous' ? t('matrix.continuous') : phaseName(t, phase);
export const phaseSentence = (t: T, phase: number): string =>
  t(`phase_sentence.${phases[phase] ?? ('unaware' satisfies Phase)}`);

/* "1 onbewust, 2 selectie, ...": what the numbers of a picture mean. */
export const phasesNumbered = ({ t, lang }: Texts): string =>
  series(
    lang,
    phases.map((_, phase) => `${phase + 1} ${phaseName(t, phase).toLowerCase()}`),
  );

export const layerName = (t: T, layer: Layer): string => t(`layer.${layer}`);
export const stepName = (t: T, step: Step): string => t(`step.${step}`);
export const certaintyName = (t: T, certainty: Certainty): string => t(`certainty.${certainty}`);

/* ‘As spoken’: our own quotation marks, unless the text has them. */
export function spoken(lang: Lang, text: string): string {
  return /^[‘“'"]/.test(text) ? text : lang === 'nl' ? `‘${text}’` : `“${text}”`;
}

/* Words of a scenario's card; a theme or grade that we do not know is shown as it is. */
const themes = ['autonomy', 'workload', 'feedback', 'change', 'learning'] as const;
const grades = ['start', 'advanced'] as const;

export function themeName(t: T, theme: string): string {
  const known = themes.find((one) => one === theme);
  return known === undefined ? theme : t(`theme.${known}`);
}

export function gradeName(t: T, grade: string): string {
  const known = grades.find((one) => one === grade);
  return known === undefined ? grade : t(`grade.${known}`);
}

/* "Autonomie, werkdruk": a capital for the first only. */
export const themesOf = ({ t, lang }: Texts, themesOfCard: readonly string[]): string =>
  series(
    lang,
    themesOfCard.map((theme, i) => (i === 0 ? themeName(t, theme) : themeName(t, theme).toLowerCase())),
  );
