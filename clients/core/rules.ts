/* rules.ts -- what each way to decide asks of the screens, in the order in which a trainer may choose. No other
 * file asks for a rule by its name, and a rule without its lines here does not compile. */
import type { TextKey } from './i18n';
import type { Rule } from './types';

export interface RuleTraits {
  readonly spokespersonDecides: boolean; // Not only after a tie; the others advise.
  readonly trainerDecides: boolean;
  readonly mayObject: boolean; // The leading option passes when nobody objects.
  readonly tieIsTold: boolean; // That the votes are even, and who chooses then.
  readonly lead: TextKey; // Above the options on a phone. Holes: room, name (of the spokesperson).
  readonly hint: 'asked' | 'spokesperson' | 'decide' | null; // For the trainer, once all have had their say.
  readonly tieHint: 'tie' | 'tie_talk' | 'spokesperson' | 'decide'; // The same, while votes are even: who can end that?
}

export const rules: Readonly<Record<Rule, RuleTraits>> = {
  majority: {
    spokespersonDecides: false,
    trainerDecides: false,
    mayObject: false,
    tieIsTold: true,
    lead: 'decision.lead_majority',
    hint: null,
    tieHint: 'tie',
  },
  consensus: {
    spokespersonDecides: false,
    trainerDecides: false,
    mayObject: true,
    tieIsTold: false,
    lead: 'decision.lead_consensus',
    hint: 'asked',
    tieHint: 'tie_talk',
  },
  spokesperson: {
    spokespersonDecides: true,
    trainerDecides: false,
    mayObject: false,
    tieIsTold: false,
    lead: 'decision.lead_spokesperson',
    hint: 'spokesperson',
    tieHint: 'spokesperson',
  },
  trainer: {
    spokespersonDecides: false,
    trainerDecides: true,
    mayObject: false,
    tieIsTold: false,
    lead: 'decision.lead_trainer',
    hint: 'decide',
    tieHint: 'decide',
  },
};

export const ruleNames = Object.keys(rules) as readonly Rule[];
