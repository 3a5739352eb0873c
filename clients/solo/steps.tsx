/* steps.tsx -- the steps that go another way when nobody else is there; the rest is the participant's. */
import { byItself, stepScreens, type StepScreens } from '../participant/steps';
import { Arguments, Decision } from './arguments';
import { Choice } from './choice';
import { Diagnosis } from './diagnosis';

export const steps: StepScreens = {
  ...stepScreens,
  diagnosis: byItself(Diagnosis),
  choice: byItself(Choice),
  discussion: byItself(Arguments),
  decision: byItself(Decision),
};
