/* desk.ts -- what the author's page asks of the server, with the trainer's key. */
import { ask, type Answer } from '../core/api';
import type { Block, Lang } from '../core/types';
import type { Draft } from './draft';

interface Named {
  readonly id: string;
  readonly name: string;
}
export interface Intervention extends Named {
  readonly text: string;
  readonly layers: readonly string[];
  readonly phases: readonly string[];
  readonly certainty: string;
  readonly up: number;
  readonly forced: boolean;
}
interface Pulse extends Named {
  readonly text: string;
  readonly happening: boolean;
}
export interface Words {
  readonly interventions: readonly Intervention[];
  readonly pulses: readonly Pulse[];
  readonly cards: readonly Named[];
  readonly references: readonly Named[];
  readonly outcomes: readonly Named[];
  readonly factors: readonly Named[];
  readonly portraits: readonly string[];
  readonly expressions: readonly string[];
}

export interface Trouble {
  readonly code: string;
  readonly level: 'error' | 'warning';
  readonly file: 'scenario' | 'nl' | 'en';
  readonly path: string;
  readonly message: string;
  readonly meant: string;
}
interface Reading {
  readonly words: number;
  readonly ease: number;
}
export interface Told {
  readonly conditional: boolean;
  readonly story: readonly Block[];
}
interface PreviewOption {
  readonly title: string;
  readonly text: string;
  readonly argument: string;
  readonly consequences: readonly Told[];
}
export interface Shown {
  readonly number: number;
  readonly title: string;
  readonly moment: string;
  readonly situation: readonly Block[];
  readonly signals: readonly { readonly portrait: string; readonly name: string; readonly text: string }[];
  readonly options: readonly PreviewOption[];
  readonly questions: readonly string[];
  readonly reflection: string;
}
interface Troubles {
  readonly errors: number;
  readonly warnings: number;
  readonly problems: readonly Trouble[];
}
export interface Checked extends Troubles {
  readonly measures: {
    readonly dilemmas: number;
    readonly rounds: number;
    readonly options: number;
    readonly minutes_least: number;
    readonly minutes_most: number;
    readonly nl: Reading;
    readonly en: Reading;
  };
  readonly preview: Shown | null;
  readonly endings: readonly Told[];
}
export interface Loaded extends Troubles {
  readonly loaded: boolean;
  readonly reason?: 'errors' | 'shipped' | 'version' | 'full' | 'disk'; // Why it is not loaded.
  readonly id: string;
  readonly version: string;
}

interface ReportOption {
  readonly title: string;
  readonly best: number;
  readonly best_of: readonly number[];
  readonly fault: string;
}
export interface ReportDilemma {
  readonly id: string;
  readonly title: string;
  readonly states: number;
  readonly holds: boolean;
  readonly verdict: string;
  readonly decides: string;
  readonly options: readonly ReportOption[];
}
export interface Report {
  readonly plays: number;
  readonly holding: number;
  readonly best_most: number;
  readonly best_least: number;
  readonly minutes_least: number;
  readonly minutes_most: number;
  readonly outcomes: readonly string[];
  readonly dilemmas: readonly ReportDilemma[];
  readonly endings: readonly { readonly id: string; readonly text: string; readonly share: number }[];
  readonly never: readonly { readonly path: string; readonly message: string }[];
}
export interface Playing {
  readonly number: number;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  readonly percent: number;
  readonly report: Report | null;
}

export interface Listed {
  readonly id: string;
  readonly version: string;
  readonly own: boolean;
}

export interface Asking {
  readonly key: string;
  readonly lang: Lang;
}

const get = <T>({ key, lang }: Asking, path: string): Promise<Answer<T>> =>
  ask(`/api/author/${path}?lang=${lang}`, { lang, token: key });
const post = <T>({ key, lang }: Asking, path: string, body: unknown): Promise<Answer<T>> =>
  ask(`/api/author/${path}?lang=${lang}`, { method: 'POST', lang, token: key, body });
const body = (draft: Draft): object => ({ id: draft.scenario.id ?? '', ...draft });

export const words = (who: Asking): Promise<Answer<Words>> => get(who, 'catalogue');
export const listed = (who: Asking): Promise<Answer<{ readonly scenarios: readonly Listed[] }>> =>
  get(who, 'scenarios');
export const files = (who: Asking, id: string): Promise<Answer<Draft & { readonly own: boolean }>> =>
  get(who, `scenarios/${encodeURIComponent(id)}`);
export const withdraw = (who: Asking, id: string): Promise<Answer<{ readonly withdrawn: boolean }>> =>
  post(who, `scenarios/${encodeURIComponent(id)}/withdraw`, {});
export const check = (who: Asking, draft: Draft, show: number, lang: Lang): Promise<Answer<Checked>> =>
  post(who, 'check', { ...body(draft), show: Math.max(show, 0), lang });
export const load = (who: Asking, draft: Draft): Promise<Answer<Loaded>> => post(who, 'load', body(draft));

const LOOK_MS = 400;
const BUSY_TIMES = 10; // One that was stopped a moment ago ends soon.

/* Play it, tell how far it is until it has ended, or what went wrong. Calling the answer stops it. */
export function playtest(who: Asking, draft: Draft, tell: (answer: Answer<Playing>) => void): () => void {
  let stopped = false;
  let number = 0;
  let busy = 0;
  const take = (answer: Answer<Playing>): void => {
    if (answer.ok) number = answer.value.number;
    if (stopped) return void (number > 0 && cancel());
    if (!answer.ok && answer.problem.code === 'busy' && ++busy < BUSY_TIMES) return void setTimeout(begin, LOOK_MS);
    tell(answer);
    if (answer.ok && answer.value.state === 'running')
      setTimeout(() => {
        if (!stopped) void get<Playing>(who, `playtest/${number}`).then(take);
      }, LOOK_MS);
    else number = 0;
  };
  const cancel = (): void => void post(who, `playtest/${number}/cancel`, {});
  const begin = (): void => {
    if (!stopped) void post<Playing>(who, 'playtest', body(draft)).then(take);
  };
  begin();
  return () => {
    stopped = true;
    if (number > 0) cancel();
  };
}
