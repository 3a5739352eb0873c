/* reached.ts -- where phones reach this server. A page that was opened as localhost, on the machine of the server
 * itself, has to ask; every other page was reached over the network, so its own address will do. */
import { ask } from './api';
import { site } from './root';
import type { Shelf } from './storage';
import type { Addresses, Lang } from './types';

export interface Reached {
  readonly origin: string; // To put into links and QR pictures.
  readonly host: string; // The same for people to type.
  readonly choices: readonly string[]; // Two or more when there is something to choose.
  readonly nobody: boolean; // As far as is known no phone can come here.
}

const CHOSEN = 'dk.reached';
const SELF = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/* As people type it: without what every browser puts before it. */
export const hostOf = (origin: string): string => origin.replace(/^https?:\/\//, '');
export const isSelf = (hostname: string): boolean => SELF.test(hostname);

/* What follows from where the page is and what the server says; null: it has not said anything yet. */
export function reachedAt(
  page: { readonly origin: string; readonly hostname: string },
  said: readonly string[] | null,
  chosen: string | null,
): Reached {
  const at = (origin: string, more: Partial<Reached> = {}): Reached => ({
    origin,
    host: hostOf(origin),
    choices: [],
    nobody: false,
    ...more,
  });
  if (!isSelf(page.hostname) || said === null) return at(page.origin);
  const origin = said.find((one) => one === chosen) ?? said[0];
  if (origin === undefined) return at(page.origin, { nobody: true });
  return at(origin, { choices: said.length > 1 ? said : [] });
}

/* One per page: it asks once, when somebody first wants to know. */
export class Reaching {
  private said: readonly string[] | null = null;
  private asked = false;
  private readonly hearers = new Set<() => void>();

  constructor(
    private readonly shelf: Shelf,
    private readonly lang: Lang,
  ) {}

  now(): Reached {
    return reachedAt({ origin: site(), hostname: location.hostname }, this.said, this.shelf.get(CHOSEN));
  }

  choose(origin: string): void {
    this.shelf.set(CHOSEN, origin);
    this.tell();
  }

  /* Returns how to stop hearing. */
  hear(hearer: () => void): () => void {
    this.hearers.add(hearer);
    void this.find();
    return () => this.hearers.delete(hearer);
  }

  private async find(): Promise<void> {
    if (this.asked || !isSelf(location.hostname)) return;
    this.asked = true;
    const answer = await ask<Addresses>('/api/addresses', { lang: this.lang });
    this.asked = answer.ok; // Asked again, by the next who wants to know.
    if (!answer.ok) return;
    this.said = answer.value.origins;
    this.tell();
  }

  private tell(): void {
    for (const hearer of this.hearers) hearer();
  }
}
