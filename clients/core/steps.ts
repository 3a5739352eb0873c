/* steps.ts -- what each step means to all screens; what a step looks like stands with the page that shows it
 * (participant/steps.tsx, solo/steps.tsx, projector/show.ts), in a table of the same shape. A step without
 * its lines does not compile. */
import { steps, type Step } from './types';

/* The steps of a dilemma: not the doors before, and not the talk afterwards. */
export type PlayedStep = Exclude<Step, 'lobby' | 'debrief'>;

interface StepTraits {
  readonly votes: 'none' | 'closed' | 'open'; // On the trainer's desk; closed: only when the trainer asks.
  readonly told: boolean; // What the decision did can be read.
}

const quiet: StepTraits = { votes: 'none', told: false };

export const stepTraits: Readonly<Record<Step, StepTraits>> = {
  lobby: quiet,
  situation: quiet,
  diagnosis: quiet,
  choice: { votes: 'closed', told: false },
  discussion: { votes: 'open', told: false },
  decision: { votes: 'open', told: false },
  consequence: { votes: 'none', told: true },
  reflection: { votes: 'none', told: true },
  debrief: quiet,
};

/* Steps that end by what people choose; the others when all have said that they are ready. */
export const endsByVotes: ReadonlySet<Step> = new Set<Step>(['diagnosis', 'choice', 'decision']);

/* What comes after a step, as in "further to ...". */
export function closesTo(
  played: readonly Step[],
  step: Step,
  more: boolean,
): Exclude<Step, 'lobby' | 'situation'> | 'next' {
  const next = played[played.indexOf(step) + 1];
  if (next !== undefined && next !== 'lobby' && next !== 'situation') return next;
  return more ? 'next' : 'debrief';
}

export const isPlayed = (step: Step): step is PlayedStep => step !== 'lobby' && step !== 'debrief';
export const playedSteps: readonly PlayedStep[] = steps.filter(isPlayed);
