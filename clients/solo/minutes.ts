/* minutes.ts -- how long a story takes somebody who plays it alone. */
import type { ScenarioCard } from '../core/api';

const MINUTES_PER_DILEMMA = 5; // Alone one reads, and does not talk.

export const minutesAlone = (card: Pick<ScenarioCard, 'rounds'>): number => card.rounds * MINUTES_PER_DILEMMA;
