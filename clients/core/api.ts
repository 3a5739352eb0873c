/* api.ts -- what goes over plain HTTP: what can be joined, joining, making a session, links. An
 * answer is a value or a problem with a sentence in the person's language. */
import { at } from './root';
import type { Doors, Lang, Retold, RoleLink, ScenarioCard, ScenarioPreview, Scenarios } from './types';
import type { ScanMade, SeatMade, SessionMade, Sessions, SessionSettings } from './types';

export type { Doors, ScenarioCard, ScenarioPreview };

export interface Problem {
  readonly code: string;
  readonly message: string; // In the person's language; empty when nobody answered.
  readonly field?: string;
}

export type Answer<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: Problem };

const UNREACHABLE: Problem = { code: 'unreachable', message: '' };

interface Ask {
  readonly method?: 'GET' | 'POST';
  readonly lang: Lang;
  readonly token?: string;
  readonly body?: unknown;
  readonly again?: boolean; // Asked twice it has one effect.
}

const AGAIN_MAX_S = 5;

function problemOf(value: unknown): Problem {
  const error = (value as { error?: Partial<Problem> } | null)?.error;
  if (typeof error?.code !== 'string') return UNREACHABLE;
  const problem = { code: error.code, message: typeof error.message === 'string' ? error.message : '' };
  return typeof error.field === 'string' ? { ...problem, field: error.field } : problem;
}

/* A server that cannot now says when it may: in a moment the disk has space again, or another server has taken over. */
async function fetchAgain(path: string, wish: RequestInit, again: boolean): Promise<Response> {
  const response = await fetch(path, wish);
  const after_s = Number(response.headers.get('retry-after') ?? Number.NaN);
  if (response.status !== 503 || !again || !(after_s <= AGAIN_MAX_S)) return response;
  await new Promise((done) => setTimeout(done, after_s * 1000));
  return fetch(path, wish);
}

export async function ask<T>(
  path: string,
  { method = 'GET', lang, token, body, again = method === 'GET' }: Ask,
): Promise<Answer<T>> {
  const headers: Record<string, string> = { 'Accept-Language': lang };
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  try {
    const response = await fetchAgain(
      at(path),
      {
        method,
        headers,
        cache: 'no-store',
        credentials: 'omit',
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      },
      again,
    );
    const value: unknown = await response.json().catch(() => null);
    return response.ok ? { ok: true, value: value as T } : { ok: false, problem: problemOf(value) };
  } catch {
    return { ok: false, problem: UNREACHABLE };
  }
}

/* ---- joining ------------------------------------------------------------------------------------ */

const CODE_LENGTH = 6;
const BESIDE = /^(?:DE|THE|CODE|KODE|IS)$/; // Words that are pasted along.
const PARAMETER = /[?&]C=([^&#]*)/;
const PATH = /^\s*(?:HTTPS?:\/\/)?[^\s/]*\/(?:[^\s?#]*\/)?([A-Z0-9]{6})\/?\s*(?:[?#].*)?$/;

/* The code in whatever is typed or pasted: in small letters, in pieces, in full width, as a link, behind "Code:". */
export function codeOf(typed: string): string {
  const text = typed.normalize('NFKC').toUpperCase();
  const link = PARAMETER.exec(text) ?? PATH.exec(text);
  const parts = (link?.[1] ?? text).split(/[^A-Z0-9]+/).filter((part) => part !== '' && !BESIDE.test(part));
  return parts.filter((part) => part.length === CODE_LENGTH).pop() ?? parts.join('');
}

export const codeShown = (code: string): string => (code.length === 6 ? `${code.slice(0, 3)} ${code.slice(3)}` : code);

export const doorsOf = (code: string, lang: Lang): Promise<Answer<Doors>> =>
  ask(`/api/join/${encodeURIComponent(codeOf(code))}`, { lang });

export const join = (wish: {
  code: string;
  name: string;
  lang: Lang;
  token: string;
  room?: number;
}): Promise<Answer<SeatMade>> =>
  ask('/api/join', { method: 'POST', lang: wish.lang, again: true, body: { ...wish, code: codeOf(wish.code) } });

/* ---- making sessions ---------------------------------------------------------------------------- */

/* Five minutes, or a whole story. */
export const isShort = (card: ScenarioCard): boolean => card.rounds <= 1;

export const scenarios = (lang: Lang): Promise<Answer<Scenarios>> => ask(`/api/scenarios?lang=${lang}`, { lang });

export const scenarioPreview = (id: string, lang: Lang, key: string): Promise<Answer<ScenarioPreview>> =>
  ask(`/api/scenarios/${encodeURIComponent(id)}?lang=${lang}`, { lang, token: key });

/* The sessions of this server, for a browser that forgot its own. */
export const listSessions = (lang: Lang, key: string): Promise<Answer<Sessions>> =>
  ask('/api/sessions', { lang, token: key });

/* The lead trainer's seat comes to this browser; the desk that had it is told. */
export const reachSession = (code: string, lang: Lang, key: string): Promise<Answer<SeatMade>> =>
  ask(`/api/sessions/${encodeURIComponent(codeOf(code))}/link`, { method: 'POST', lang, token: key });

export const makeSession = (settings: SessionSettings, lang: Lang, key: string): Promise<Answer<SessionMade>> =>
  ask('/api/sessions', { method: 'POST', lang, token: key, body: settings });

export const makeSolo = (scenario: string, name: string, lang: Lang): Promise<Answer<SeatMade>> =>
  ask('/api/solo', { method: 'POST', lang, body: { scenario, lang, name } });

/* ---- links and afterwards ------------------------------------------------------------------------ */

export const askTeam = (scenario: string, lang: Lang): Promise<Answer<ScanMade>> =>
  ask('/api/scans', { method: 'POST', lang, body: { scenario, lang } });

export const seatLink = (seat: number, lang: Lang, token: string): Promise<Answer<SeatMade>> =>
  ask(`/api/seats/${seat}/link`, { method: 'POST', lang, token, body: {} });

export const roleLink = (role: RoleLink['role'], lang: Lang, token: string): Promise<Answer<SeatMade>> =>
  ask('/api/links', { method: 'POST', lang, token, body: { role } });

export const deleteSession = (lang: Lang, token: string): Promise<Answer<unknown>> =>
  ask('/api/delete', { method: 'POST', lang, token, body: {} });

/* What a room decided, as events in which nobody is (core/alone/retold.ts). */
export const retoldRoom = (room: number, lang: Lang, token: string): Promise<Answer<Retold>> =>
  ask(`/api/ways/${room}`, { lang, token });

/* A QR picture made by the server; only for addresses of its own. */
export const qrPath = (text: string): string => at(`/api/qr.svg?text=${encodeURIComponent(text)}`);

/* Exports need the trainer's token in a header, so they come as a blob and are saved by the page. */
export type ExportKind = 'json' | 'csv' | 'ods' | 'xlsx' | 'xapi.json';

export async function exportFile(kind: ExportKind, lang: Lang, token: string): Promise<Blob | null> {
  try {
    const response = await fetch(at(`/api/export.${kind}`), {
      headers: { Authorization: `Bearer ${token}`, 'Accept-Language': lang },
      cache: 'no-store',
      credentials: 'omit',
    });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  }
}
