/* direct.ts -- what a trainer can say and ask in one room now, and whether to let it talk or go on, each with its
 * reason. It follows from what the desk already shows of the room as a whole: counts of votes, reasons, how sure
 * people are, and silence; never from who somebody is, and nothing here ties a vote to a person. */
import { isPlayed } from '../../core/steps';
import { letterOf, type TrainerRoom } from '../../core/types';
import type { TextKey, Values } from '../../core/i18n';
import { dilemmaOf, onlyTalk, resultOf, timerOf, type Desk } from './desk';
import { isSplit, type Look } from './look';

export interface Phrase {
  readonly key: TextKey;
  readonly values?: Values;
}

export interface Direction {
  readonly hint: 'on' | 'talk' | 'wait' | 'step_in';
  readonly why: Phrase;
  readonly say: Phrase | null;
  readonly ask: Phrase | string | null; // A string is a question of the story itself.
}

const line = (key: TextKey, values?: Values): Phrase => (values === undefined ? { key } : { key, values });

const leading = (votes: readonly number[]): number => votes.indexOf(Math.max(...votes));

/* The talk: the first that fits. */
function ofTalk(desk: Desk, room: TrainerRoom, look: Look, question: string | null): Direction {
  const { votes, why } = look;
  const count = votes.reduce((sum, one) => sum + one, 0);
  const most = Math.max(0, ...votes);
  const letter = letterOf(Math.max(0, leading(votes)));
  const timer = timerOf(desk, room.room);
  const over =
    timer !== undefined && timer.deadline_ms > 0 && timer.deadline_ms - timer.began_ms <= look.minutes * 60_000;
  if (count === 0)
    return { hint: 'talk', why: line('direct.why_no_votes'), say: line('direct.say_round'), ask: question };
  if (why.agreed && why.reasons === 0)
    return {
      hint: 'talk',
      why: line('direct.why_agreed_silent', { n: most, letter }),
      say: line('direct.say_premortem', { letter }),
      ask: line('direct.ask_quietest'),
    };
  if (why.reasons === 0)
    return {
      hint: 'talk',
      why: line('direct.why_silent', { n: most, letter, m: count }),
      say: line('direct.say_reasons'),
      ask: line('direct.ask_quietest'),
    };
  if (isSplit(votes)) {
    const [first = 0, second = 0] = [...votes].sort((a, b) => b - a);
    return {
      hint: 'talk',
      why: line(why.sure * 2 > count ? 'direct.why_split_sure' : 'direct.why_split', {
        n: first,
        m: second,
        k: why.sure,
      }),
      say: line('direct.say_swap'),
      ask: question,
    };
  }
  if (why.doubting * 2 > count)
    return {
      hint: 'talk',
      why: line('direct.why_doubting', { n: why.doubting, m: count }),
      say: line('direct.say_doubting'),
      ask: line('direct.ask_know'),
    };
  if (over)
    return {
      hint: 'on',
      why: line('direct.why_over', { n: look.minutes }),
      say: line('direct.say_round'),
      ask: question,
    };
  if (why.agreed)
    return {
      hint: look.minutes >= 3 ? 'on' : 'talk',
      why: line('direct.why_agreed', { n: most, letter, k: why.reasons }),
      say: line('direct.say_premortem', { letter }),
      ask: question,
    };
  return {
    hint: 'talk',
    why: line('direct.why_most', { n: most, m: count, letter }),
    say: line('direct.say_other'),
    ask: question,
  };
}

/* A step in which everybody does something alone. */
function ofAlone(look: Look, question: string | null): Direction {
  const { done, expected } = look;
  const values = { n: done, m: expected };
  if (look.closing !== null) return { hint: 'wait', why: line(`direct.why_${look.closing}`), say: null, ask: question };
  if (done >= expected) return { hint: 'on', why: line('direct.why_all', values), say: null, ask: question };
  if (look.flag === 'stuck')
    return {
      hint: 'step_in',
      why: line(done === 0 ? 'direct.why_stuck_nobody' : 'direct.why_stuck', { ...values, k: look.minutes }),
      say: isPlayed(look.step) ? line(`direct.say_stuck_${look.step}`) : null,
      ask: null,
    };
  return { hint: 'wait', why: line('direct.why_some', values), say: null, ask: question };
}

/* Looking back begins with what happened to this room's own votes. */
function changedOf(desk: Desk, room: TrainerRoom): Phrase | null {
  const shifts = resultOf(desk, room.room)?.shifts ?? [];
  const all = shifts.reduce((sum, shift) => sum + shift.count, 0);
  const moved = shifts.reduce((sum, shift) => sum + (shift.from === shift.to ? 0 : shift.count), 0);
  if (all === 0) return null;
  return moved === 0 ? line('direct.say_nobody_changed') : line('direct.say_changed', { n: moved, m: all });
}

/* What the story of this room asks when it looks back; not every story has a question of its own. */
const ofReflection = (desk: Desk, room: TrainerRoom): Direction['ask'] =>
  dilemmaOf(desk, room)?.reflection || line('reflection.question');

export function directionOf(desk: Desk, room: TrainerRoom, look: Look): Direction | null {
  if (look.step === 'lobby' || look.step === 'debrief' || look.chairs.length === 0) return null;
  const question = dilemmaOf(desk, room)?.questions[0]?.text ?? null;
  if (look.flag === 'alone') return { hint: 'step_in', why: line('direct.why_alone'), say: null, ask: null };
  if (look.step === 'discussion' && (onlyTalk(desk, look.step) || look.done < look.expected))
    return ofTalk(desk, room, look, question);
  if (look.flag === 'waits') return { hint: 'step_in', why: line('direct.why_waits'), say: null, ask: question };
  if (look.step === 'reflection' || look.step === 'consequence') {
    const ask = look.step === 'reflection' ? ofReflection(desk, room) : line('direct.ask_expected');
    return { ...ofAlone(look, null), say: changedOf(desk, room), ask };
  }
  return ofAlone(look, question);
}
