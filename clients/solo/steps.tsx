/* steps.tsx -- what each step looks like when nobody else is there. Some bodies are the participant's; the
 * button says where it leads. A step without its line here does not compile. */
import { Reflection } from '../participant/reflection';
import { Situation } from '../participant/situation';
import { byItself, ready, type StepScreens } from '../participant/steps';
import { Arguments, Decision } from './arguments';
import { Choice } from './choice';
import { Consequence } from './consequence';
import { Diagnosis } from './diagnosis';

export const steps: StepScreens = {
  situation: ready(Situation, ({ steps: all }) =>
    all.includes('diagnosis') ? 'ready.solo_diagnosis' : 'ready.solo_situation',
  ),
  diagnosis: byItself(Diagnosis),
  choice: byItself(Choice),
  discussion: byItself(Arguments),
  decision: byItself(Decision),
  consequence: ready(Consequence, () => 'ready.solo_consequence'),
  reflection: ready(Reflection, () => 'ready.solo_reflection'),
};
