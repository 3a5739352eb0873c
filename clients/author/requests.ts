/* requests.ts -- what the author's page asks of the server, with the trainer's key. */
import { ask, type Answer } from '../core/api';
import type { DraftChecked, DraftLoaded, Lang, Openable, Tryout, Vocabulary, Withdrawn } from '../core/types';
import type { Draft } from './draft';

export interface Asking {
  readonly key: string;
  readonly lang: Lang;
}

const get = <T>({ key, lang }: Asking, path: string): Promise<Answer<T>> =>
  ask(`/api/author/${path}?lang=${lang}`, { lang, token: key });
const post = <T>({ key, lang }: Asking, path: string, body: unknown): Promise<Answer<T>> =>
  ask(`/api/author/${path}?lang=${lang}`, { method: 'POST', lang, token: key, body });
const body = (draft: Draft): object => ({ id: draft.scenario.id ?? '', ...draft });

export const words = (who: Asking): Promise<Answer<Vocabulary>> => get(who, 'catalogue');
export const listed = (who: Asking): Promise<Answer<Openable>> => get(who, 'scenarios');
export const files = (who: Asking, id: string): Promise<Answer<Draft & { readonly own: boolean }>> =>
  get(who, `scenarios/${encodeURIComponent(id)}`);
export const withdraw = (who: Asking, id: string): Promise<Answer<Withdrawn>> =>
  post(who, `scenarios/${encodeURIComponent(id)}/withdraw`, {});
export const check = (who: Asking, draft: Draft, show: number, lang: Lang): Promise<Answer<DraftChecked>> =>
  post(who, 'check', { ...body(draft), show: Math.max(show, 0), lang });
export const load = (who: Asking, draft: Draft): Promise<Answer<DraftLoaded>> => post(who, 'load', body(draft));

const LOOK_MS = 400;
const BUSY_TIMES = 10; // One that was stopped a moment ago ends soon.

/* Play it, tell how far it is until it has ended, or what went wrong. Calling the answer stops it. */
export function playtest(who: Asking, draft: Draft, tell: (answer: Answer<Tryout>) => void): () => void {
  let stopped = false;
  let number = 0;
  let busy = 0;
  const take = (answer: Answer<Tryout>): void => {
    if (answer.ok) number = answer.value.number;
    if (stopped) return void (number > 0 && cancel());
    if (!answer.ok && answer.problem.code === 'busy' && ++busy < BUSY_TIMES) return void setTimeout(begin, LOOK_MS);
    tell(answer);
    if (answer.ok && answer.value.state === 'running')
      setTimeout(() => {
        if (!stopped) void get<Tryout>(who, `playtest/${number}`).then(take);
      }, LOOK_MS);
    else number = 0;
  };
  const cancel = (): void => void post(who, `playtest/${number}/cancel`, {});
  const begin = (): void => {
    if (!stopped) void post<Tryout>(who, 'playtest', body(draft)).then(take);
  };
  begin();
  return () => {
    stopped = true;
    if (number > 0) cancel();
  };
}
