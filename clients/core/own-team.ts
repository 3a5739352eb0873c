/* own-team.ts -- the answers of a scan of one's own team, and as text (shared/scenario/own_team.h): that is how they
 * are kept and how the core takes them. */
import { scanQuestions, type ScanLevel, type ScanQuestion } from './types';

export const ANSWERS = [1, 2, 3, 4, 5] as const; // Hardly ever .. nearly always.
export const UNKNOWN = 0;
export const PEOPLE_MIN = 4;
export const PEOPLE_MAX = 12;
const PEOPLE = 8; // To begin with.

export interface Answers {
  readonly answer: readonly number[]; // As scanQuestions; UNKNOWN: not answered.
  readonly people: number;
  readonly stand: readonly number[]; // How many in each phase; of the rest nobody knows.
}

export const noAnswers: Answers = {
  answer: scanQuestions.map(() => UNKNOWN),
  people: PEOPLE,
  stand: [0, 0, 0, 0, 0],
};

/* Where each question looks, as in shared/scenario/scan.def. */
const levels: Readonly<Record<ScanQuestion, ScanLevel>> = {
  too_much: 'task',
  own_way: 'task',
  new_things: 'task',
  looking_back: 'task',
  mistakes: 'colleagues',
  help: 'colleagues',
  feedback: 'colleagues',
  talk: 'colleagues',
  support: 'leader',
  say: 'leader',
  frames: 'leader',
  time: 'leader',
  direction: 'organisation',
  offer: 'organisation',
  outside: 'environment',
};

export const questionsOf = (...of: readonly ScanLevel[]): readonly ScanQuestion[] =>
  scanQuestions.filter((question) => of.includes(levels[question]));

export const placed = ({ stand }: Pick<Answers, 'stand'>): number => stand.reduce((sum, n) => sum + n, 0);

export const answered = ({ answer }: Answers, question: ScanQuestion): number =>
  answer[scanQuestions.indexOf(question)] ?? UNKNOWN;

export const withAnswer = (answers: Answers, question: ScanQuestion, given: number): Answers => ({
  ...answers,
  answer: answers.answer.map((old, i) => (scanQuestions[i] === question ? given : old)),
});

/* Whoever is on a step stays there, as far as there are people left. */
export function withPeople(answers: Answers, people: number): Answers {
  let left = people;
  const stand = answers.stand.map((n) => {
    const here = Math.min(n, left);
    left -= here;
    return here;
  });
  return { ...answers, people, stand };
}

export const withStand = (answers: Answers, phase: number, n: number): Answers => ({
  ...answers,
  stand: answers.stand.map((old, i) => (i === phase ? n : old)),
});

const VERSION = '1';
const letterOf = (n: number): string => String.fromCharCode('a'.charCodeAt(0) + n);
const numberOf = (letter: string): number => letter.charCodeAt(0) - 'a'.charCodeAt(0);
const SHAPE = new RegExp(`^${VERSION}([0-5]{${scanQuestions.length}})([e-m])([a-m]{5})$`);

export const answersText = ({ answer, people, stand }: Answers): string =>
  VERSION + answer.join('') + letterOf(people) + stand.map(letterOf).join('');

/* null: these are none, as of another version. */
export function answersOf(text: string): Answers | null {
  const [, answer, people, stand] = SHAPE.exec(text) ?? [];
  if (answer === undefined || people === undefined || stand === undefined) return null;
  const answers = { answer: [...answer].map(Number), people: numberOf(people), stand: [...stand].map(numberOf) };
  return placed(answers) <= answers.people ? answers : null;
}
