/* requests.ts -- what the page about trainers' keys asks of the server, with the key that is in this browser. */
import { ask, type Answer } from '../core/api';
import type { KeyHolder, KeyMade, KeyRevoked, Lang, NamedKeys } from '../core/types';

export interface KeyAsker {
  readonly key: string;
  readonly lang: Lang;
}

export const holder = ({ key, lang }: KeyAsker): Promise<Answer<KeyHolder>> => ask('/api/key', { lang, token: key });
export const listed = ({ key, lang }: KeyAsker): Promise<Answer<NamedKeys>> => ask('/api/keys', { lang, token: key });
export const make = ({ key, lang }: KeyAsker, name: string): Promise<Answer<KeyMade>> =>
  ask('/api/keys', { method: 'POST', lang, token: key, body: { name } });
export const revoke = ({ key, lang }: KeyAsker, id: string): Promise<Answer<KeyRevoked>> =>
  ask(`/api/keys/${encodeURIComponent(id)}/revoke`, { method: 'POST', lang, token: key, body: {} });
