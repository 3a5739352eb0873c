/* steps.tsx -- what each step looks like on a phone: its body, and what stands in the bar at the thumb.
 * A step without its line here does not compile. */
import type { JSX } from 'preact';
import type { TextKey } from '../core/i18n';
import type { PlayedStep } from '../core/steps';
import type { Round } from '../core/types';
import { Choice } from './choice';
import { Consequence } from './consequence';
import { Decision } from './decision';
import { Diagnosis } from './diagnosis';
import { Discussion } from './discussion';
import { ReadyBar } from './ready-bar';
import { Reflection } from './reflection';
import type { Playing } from './seat';
import { Situation } from './situation';
import { StepBarSlot } from './step-bar';

type StepPart = (props: { readonly playing: Playing }) => JSX.Element | null;

interface StepScreen {
  readonly Body: StepPart;
  readonly Bar: StepPart;
}

export type StepScreens = Readonly<Record<PlayedStep, StepScreen>>;

/* A step that is done by saying "ready", and how that is said. (The marks are for the bundler: a page that has steps
 * of its own leaves those below out.) */
/* @__NO_SIDE_EFFECTS__ */
export const ready = (Body: StepPart, labelOf: (round: Round) => TextKey): StepScreen => ({
  Body,
  Bar: ({ playing }) => <ReadyBar playing={playing} label={labelOf(playing.round)} />,
});

/* A step whose body fills the bar by itself (step-bar.tsx). */
/* @__NO_SIDE_EFFECTS__ */
export const byItself = (Body: StepPart): StepScreen => ({ Body, Bar: StepBarSlot });

export const stepScreens: StepScreens = {
  situation: ready(Situation, () => 'ready.read'),
  diagnosis: byItself(Diagnosis),
  choice: byItself(Choice),
  discussion: ready(Discussion, () => 'ready.discussion'),
  decision: byItself(Decision),
  consequence: byItself(Consequence),
  reflection: ready(Reflection, () => 'ready.reflection'),
};
