/* steps.ts -- the steps that go another way when nobody else is there; the rest is the participant's. */
import type { OwnSteps } from '../participant/seat-app';
import { Arguments, Decision } from './arguments';
import { Choice } from './choice';
import { Diagnosis } from './diagnosis';

export const steps: OwnSteps = { diagnosis: Diagnosis, choice: Choice, discussion: Arguments, decision: Decision };
