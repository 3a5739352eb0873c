/* scorm.ts -- a platform that speaks SCORM 1.2 (Run-Time Environment, version 1.2): an object `API` in a window around
 * this page, or in the one that opened it. Every call may fail: another origin, a platform that has gone. */
import { learnerLang } from './learner-lang';
import type { Platform } from './platform';

interface Api {
  LMSInitialize(nothing: ''): string;
  LMSFinish(nothing: ''): string;
  LMSGetValue(name: string): string;
  LMSSetValue(name: string, value: string): string;
  LMSCommit(nothing: ''): string;
}

export interface Around {
  readonly API?: Api;
  readonly parent?: Around | null;
  readonly opener?: Around | null;
}

const PARENTS_MAX = 7; // As the standard's own example looks for it.
const SECOND_MS = 1000;

const trying = <T>(use: () => T, otherwise: T): T => {
  try {
    return use();
  } catch {
    return otherwise;
  }
};

function apiAbove(from: Around | null | undefined): Api | null {
  let at = from;
  for (let i = 0; i <= PARENTS_MAX && at !== null && at !== undefined; i++) {
    const here = at;
    const api = trying(() => here.API, undefined);
    if (api !== undefined && api !== null) return api;
    const above = trying(() => here.parent, null);
    if (above === here) return null;
    at = above;
  }
  return null;
}

const apiOf = (from: Around): Api | null => apiAbove(from) ?? apiAbove(trying(() => from.opener, null));

/* CMITimespan: HHHH:MM:SS. */
export function timespan(ms: number): string {
  const seconds = Math.floor(ms / SECOND_MS);
  const padded = (n: number, width: number): string => String(n).padStart(width, '0');
  const minutes = Math.floor(seconds / 60);
  return [padded(Math.floor(minutes / 60), 4), padded(minutes % 60, 2), padded(seconds % 60, 2)].join(':');
}

/* null: there is none. */
export function openScorm(from: Around, now: () => number = Date.now): Platform | 'missed' | null {
  const api = apiOf(from);
  if (api === null) return null;
  const isTrue = (call: () => string): boolean => String(trying(call, 'false')) === 'true'; // Some give true itself.
  if (!isTrue(() => api.LMSInitialize(''))) return 'missed';
  const began_ms = now();
  const read = (name: string): string => trying(() => String(api.LMSGetValue(name) ?? ''), '');
  const write = (name: string, value: string): boolean => isTrue(() => api.LMSSetValue(name, value));
  const commit = (): boolean => isTrue(() => api.LMSCommit(''));
  const status = (): string => read('cmi.core.lesson_status');
  const counts = !['browse', 'review'].includes(read('cmi.core.lesson_mode'));
  let finished = false;
  if (counts && ['not attempted', '', 'unknown'].includes(status())) {
    write('cmi.core.lesson_status', 'incomplete');
    commit();
  }
  const finish = (): void => {
    if (finished) return;
    finished = true;
    write('cmi.core.session_time', timespan(now() - began_ms));
    write('cmi.core.exit', status() === 'completed' ? '' : 'suspend');
    commit();
    trying(() => api.LMSFinish(''), '');
  };
  trying(() => addEventListener('pagehide', finish), undefined);
  return {
    lang: learnerLang(read('cmi.student_preference.language')),
    kept: read('cmi.suspend_data'),
    keep: (word, told) => {
      const written = write('cmi.suspend_data', word);
      told(commit() && written);
    },
    completed: () => {
      if (!counts || finished || status() === 'completed') return;
      write('cmi.core.lesson_status', 'completed');
      commit();
    },
    leave: async () => {
      finish();
      return null;
    },
  };
}
