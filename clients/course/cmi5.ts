/* cmi5.ts -- a platform that speaks cmi5 (Quartz, first edition) over xAPI 1.0.3. What it gives along stands in the
 * address of this page; its token is given once, so this tab keeps it for a reload. */
import { hexOf } from '../core/hex';
import { learnerLang } from './learner-lang';
import type { Kept, Platform } from './platform';

const VERB = 'http://adlnet.gov/expapi/verbs/';
const CATEGORY = 'https://w3id.org/xapi/cmi5/context/categories/';
const SECOND_MS = 1000;
const AGAIN_MS = 10_000; // After a statement that did not come through.
const LEAVING_MS = 5_000; // Longer nobody waits for a platform that is gone.

type JsonObject = Readonly<Record<string, unknown>>;
type Statement = JsonObject & { readonly id: string };

interface Launch {
  readonly endpoint: string; // Ends with a slash.
  readonly fetch: string;
  readonly actor: string; // JSON.
  readonly registration: string;
  readonly activityId: string;
}

interface LaunchData {
  readonly contextTemplate?: {
    readonly contextActivities?: { readonly category?: readonly JsonObject[] };
  } & JsonObject;
  readonly launchMode?: string;
  readonly returnURL?: string;
}

/* null: this page was not opened that way. */
export function launchOf(search: string): Launch | null {
  const given = new URLSearchParams(search);
  const value = (name: string): string => given.get(name) ?? '';
  const endpoint = value('endpoint');
  const launch = {
    endpoint: endpoint.endsWith('/') ? endpoint : `${endpoint}/`,
    fetch: value('fetch'),
    actor: value('actor'),
    registration: value('registration'),
    activityId: value('activityId'),
  };
  return endpoint !== '' && Object.values(launch).every((part) => part !== '') ? launch : null;
}

/* As ISO 8601 has it. */
export const duration = (ms: number): string => `PT${Math.floor(ms / SECOND_MS)}S`;

function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = hexOf(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

async function tokenOf(launch: Launch): Promise<string | null> {
  const kept = sessionStorage.getItem(launch.fetch);
  if (kept !== null) return kept;
  const response = await fetch(launch.fetch, { method: 'POST', credentials: 'omit' });
  const answer = (await response.json()) as JsonObject;
  const token = answer['auth-token'];
  if (!response.ok || typeof token !== 'string') return null;
  sessionStorage.setItem(launch.fetch, token);
  return token;
}

class Store {
  constructor(
    private readonly launch: Launch,
    private readonly token: string,
  ) {}

  async ask(path: string, query: Readonly<Record<string, string>>, more: RequestInit = {}): Promise<Response> {
    const asked = new URLSearchParams(query).toString();
    return fetch(`${this.launch.endpoint}${path}${asked === '' ? '' : `?${asked}`}`, {
      ...more,
      credentials: 'omit',
      headers: {
        Authorization: `Basic ${this.token}`,
        'X-Experience-API-Version': '1.0.3',
        ...more.headers,
      },
    });
  }

  state(id: string, more: RequestInit = {}): Promise<Response> {
    const { activityId, actor: agent, registration } = this.launch;
    return this.ask('activities/state', { stateId: id, activityId, agent, registration }, more);
  }
}

const later = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const isPassing = ({ status }: Response): boolean => status >= 500 || status === 429;
const isOutrun = ({ status }: Response): boolean => status === 409 || status === 412;

/* The word by which this person's play is found again. Where a store wants to know that it replaces what we saw, it is
 * told. What it refuses it would refuse again; what did not come through is sent until it does. */
class Bookmark {
  private wanted = 0; // Counts: only the newest is sent again.

  constructor(private readonly store: Store) {}

  async keep(word: string, told: Kept): Promise<void> {
    this.wanted++;
    for (const mine = this.wanted; mine === this.wanted; await later(AGAIN_MS)) {
      const response = await this.put(word).catch(() => null);
      if (mine !== this.wanted) return;
      told(response?.ok === true);
      if (response !== null && !isPassing(response)) return;
    }
  }

  private async put(word: string): Promise<Response> {
    const first = await this.write(word, {});
    if (!isOutrun(first)) return first;
    const seen = await this.store.state('bookmark');
    const tag = seen.headers.get('ETag');
    if (seen.ok) return this.write(word, { 'If-Match': tag ?? '*' });
    return this.write(word, { 'If-None-Match': '*' });
  }

  private write(word: string, headers: Readonly<Record<string, string>>): Promise<Response> {
    return this.store.state('bookmark', {
      method: 'PUT',
      body: word,
      headers: { 'Content-Type': 'text/plain', ...headers },
    });
  }
}

/* One after the other, in the order in which they happened; what did not come through is sent again. */
class Statements {
  private readonly waiting: Statement[] = [];
  private sending: Promise<void> | null = null;

  constructor(private readonly store: Store) {}

  add(statement: Statement): Promise<void> {
    this.waiting.push(statement);
    this.sending ??= this.send();
    return this.sending;
  }

  private async send(): Promise<void> {
    for (let next = this.waiting[0]; next !== undefined; next = this.waiting[0]) {
      if (await this.came(next)) this.waiting.shift();
      else await later(AGAIN_MS);
    }
    this.sending = null;
  }

  /* An answer is an answer, also a refusal: the same statement would be refused again. */
  private async came(statement: Statement): Promise<boolean> {
    try {
      const response = await this.store.ask(
        'statements',
        { statementId: statement.id },
        {
          method: 'PUT',
          body: JSON.stringify(statement),
          keepalive: true,
          headers: { 'Content-Type': 'application/json' },
        },
      );
      return !isPassing(response);
    } catch {
      return false;
    }
  }
}

/* What this launch has done, for when the page is opened again in its tab. */
type Done = 'begun' | 'completed' | 'ended';
const isDone = ({ fetch }: Launch, done: Done): boolean => sessionStorage.getItem(`${fetch}#${done}`) !== null;
const setDone = ({ fetch }: Launch, done: Done): void => sessionStorage.setItem(`${fetch}#${done}`, '1');

interface Opened {
  readonly launch: Launch;
  readonly data: LaunchData;
  readonly store: Store;
  readonly lang: Platform['lang'];
  readonly kept: string;
}

function platformOf({ launch, data, store, lang, kept }: Opened): Platform {
  const began_ms = Date.now();
  const bookmark = new Bookmark(store);
  const statements = new Statements(store);
  const { contextTemplate = {}, launchMode = 'Normal', returnURL = '' } = data;
  const activities = contextTemplate.contextActivities ?? {};
  const say = (verb: string, categories: readonly string[], result?: JsonObject): Promise<void> => {
    const category = [...(activities.category ?? []), ...categories.map((name) => ({ id: `${CATEGORY}${name}` }))];
    return statements.add({
      id: uuid(),
      timestamp: new Date().toISOString(),
      actor: JSON.parse(launch.actor) as JsonObject,
      verb: { id: `${VERB}${verb}`, display: { en: verb } },
      object: { objectType: 'Activity', id: launch.activityId },
      context: {
        ...contextTemplate,
        registration: launch.registration,
        contextActivities: { ...activities, category },
      },
      ...(result === undefined ? {} : { result }),
    });
  };
  /* Each once in a launch, and nothing after its end. */
  const once = (done: Done, say: () => Promise<void>): Promise<void> => {
    if (isDone(launch, done) || isDone(launch, 'ended')) return Promise.resolve();
    setDone(launch, done);
    return say();
  };
  const spent = (): JsonObject => ({ duration: duration(Date.now() - began_ms) });
  const end = (): Promise<void> => once('ended', () => say('terminated', ['cmi5'], spent()));

  void once('begun', () => say('initialized', ['cmi5']));
  addEventListener('pagehide', () => {
    if (isDone(launch, 'completed')) void end(); // Else it may be a reload: whoever is not done comes back.
  });
  return {
    lang,
    kept,
    keep: (word, told) => void bookmark.keep(word, told),
    completed: () => {
      if (launchMode !== 'Normal') return; // Somebody looks around.
      void once('completed', () => say('completed', ['cmi5', 'moveon'], { completion: true, ...spent() }));
    },
    leave: async () => {
      await Promise.race([end(), later(LEAVING_MS)]);
      return returnURL === '' ? null : returnURL;
    },
  };
}

/* As this person set it with the platform; most have set nothing. */
async function langOf(store: Store, { actor }: Launch): Promise<Platform['lang']> {
  const answered = await store.ask('agents/profile', { profileId: 'cmi5LearnerPreferences', agent: actor });
  if (!answered.ok) return null;
  const { languagePreference } = ((await answered.json().catch(() => null)) ?? {}) as JsonObject;
  return typeof languagePreference === 'string' ? learnerLang(languagePreference) : null;
}

async function opened(launch: Launch): Promise<Platform | 'missed'> {
  const token = await tokenOf(launch);
  if (token === null) return 'missed';
  const store = new Store(launch, token);
  const answered = await store.state('LMS.LaunchData');
  if (!answered.ok) return 'missed';
  const data = (await answered.json()) as LaunchData;
  const lang = await langOf(store, launch);
  const before = await store.state('bookmark');
  return platformOf({ launch, data, store, lang, kept: before.ok ? await before.text() : '' });
}

/* null: nobody opened this page that way. */
export async function openCmi5(search: string): Promise<Platform | 'missed' | null> {
  const launch = launchOf(search);
  if (launch === null) return null;
  try {
    return await opened(launch);
  } catch {
    return 'missed';
  }
}
