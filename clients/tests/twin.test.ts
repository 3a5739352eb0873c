/* twin.test.ts -- what a page does on random days, written down. The simulator (tests/voyage) has no JavaScript
 * in it: its pages are a twin in C, tests/voyage/page.h, and twin_test.c holds it to the same file. When this
 * fails after a change that was meant: DK_TWIN=write npm test, and then make the twin do the same. */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { openLive, type Live } from '../core/live';
import type { LinkParts } from '../core/link';
import { memoryShelf, type Shelf } from '../core/storage';
import type { OpenRoad, RoadEvents } from '../core/transport';
import type { Command, ServerMessage } from '../core/types';

const FILE = new URL('../../../tests/voyage/twin.json', import.meta.url);
const DAYS = 40;
const STEPS = 70;
const TABS = 2;

interface Tab {
  live: Live | null;
  road: RoadEvents | null;
  readonly shelf: Shelf;
}

class Day {
  readonly steps: unknown[] = [];
  #state: number;
  #now = 1_000_000;
  #seq = 0;
  #out: string[] = [];
  #timers: { readonly at: number; readonly run: () => void }[] = [];
  readonly #device = memoryShelf();
  readonly #tabs: readonly Tab[] = Array.from({ length: TABS }, () => ({
    live: null,
    road: null,
    shelf: memoryShelf(),
  }));

  constructor(seed: number) {
    this.#state = seed;
  }

  #below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return Math.floor(((this.#state >>> 8) * bound) / 2 ** 24);
  }

  /* The page draws from the same numbers, sixteen bits at a time; the twin is told them. */
  #drawn: number[] = [];
  readonly #random = (): number => {
    const drawn = this.#below(65536);
    this.#drawn.push(drawn);
    return drawn / 65536;
  };

  #parts(tab: number): LinkParts {
    const road =
      (kind: string): OpenRoad =>
      (_who, events) => {
        const mine = this.#tabs[tab];
        if (mine !== undefined) mine.road = events;
        this.#out.push(`${tab} open ${kind}`);
        return {
          send: (message) => {
            if (message.t === 'hello') this.#out.push(`${tab} hello ${message.client}`);
            else this.#out.push(message.t === 'command' ? `${tab} send ${message.id}` : `${tab} ${message.t}`);
          },
          close: () => void this.#out.push(`${tab} close`),
        };
      };
    return {
      roads: { socket: road('socket'), stream: road('stream'), poll: road('poll') },
      now: () => this.#now,
      random: this.#random,
      after: (delay_ms, run) => {
        const timer = { at: this.#now + Math.floor(delay_ms), run };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((one) => one !== timer);
        };
      },
    };
  }

  #elapse(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.#now = due.at;
      due.run();
    }
    this.#now = end;
  }

  #wish(): Command {
    const round = this.#below(2);
    const command: readonly Command[] = [
      { type: 'vote_cast', round, option: this.#below(3), confidence: 0, reason: '' },
      { type: 'ready_set', round, step: 'choice', ready: true },
      { type: 'room_extend', room: 0, seconds: 60 },
    ];
    return command[this.#below(3)] ?? { type: 'doors_open' };
  }

  #message(live: Live): ServerMessage {
    const { outbox } = live.screen();
    const id = outbox[this.#below(outbox.length + 1)]?.id ?? 1 + this.#below(6);
    const errors = ['busy', 'too_fast', 'id_used', 'storage_full', 'journal_failed'] as const;
    const drawn = this.#below(100);
    if (drawn < 25) return { t: 'welcome', seat: 1, role: 'participant', version: 1, at_ms: this.#now };
    if (drawn < 45) {
      this.#seq += this.#below(3);
      return { t: 'view', seq: this.#seq, at_ms: this.#now, sections: {} };
    }
    if (drawn < 65) return { t: 'ack', id, seq: this.#seq + this.#below(3) };
    if (drawn < 70) return { t: 'rejected', id, code: 'step_over' };
    if (drawn < 80) return { t: 'error', id, code: errors[this.#below(5)] ?? 'busy' };
    if (drawn < 83) return { t: 'error', code: this.#below(2) === 0 ? 'shutting_down' : 'malformed' };
    if (drawn < 91) return { t: 'bye', code: this.#below(3) === 0 ? 'restarting' : 'replaced' };
    if (drawn < 92) return { t: 'bye', code: 'removed' };
    return { t: 'pong', at_ms: this.#now };
  }

  #outboxes(): readonly string[] {
    return this.#tabs.map(
      ({ live }) =>
        live
          ?.screen()
          .outbox.map(({ id, acked }) => (acked === undefined ? `${id}` : `${id}+${acked}`))
          .join(' ') ?? '',
    );
  }

  step(): void {
    const tab = this.#below(TABS);
    const at = this.#tabs[tab];
    const ms = 1 + this.#below(this.#below(6) === 0 ? 9000 : 400);
    const drawn = this.#below(100);
    let what: readonly unknown[] = [];
    this.#out = [];
    this.#drawn = [];
    if (at === undefined) return;
    this.#elapse(ms);
    if (at.live === null) {
      what = ['load'];
      at.live = openLive('token', () => 'nl', this.#device, this.#parts(tab), at.shelf);
    } else if (drawn < 20) {
      what = ['opened'];
      at.road?.onOpen();
    } else if (drawn < 26) {
      what = ['lost'];
      at.road?.onClose();
    } else if (drawn < 65) {
      const message = this.#message(at.live);
      what = ['heard', JSON.stringify(message)];
      at.road?.onMessage(message);
    } else if (drawn < 92) {
      const command = this.#wish();
      what = ['wish', command];
      at.live.command(command);
    } else if (drawn < 96) {
      what = ['wake'];
      at.live.wake();
    } else {
      what = ['leave'];
      at.live.close();
      at.live = null;
      at.road = null;
    }
    this.steps.push({ ms, tab, what, drawn: this.#drawn, out: this.#out, outboxes: this.#outboxes() });
  }
}

test('a page does on random days what is written down, and its twin in C does the same', () => {
  const days = Array.from({ length: DAYS }, (_, seed) => {
    const day = new Day(seed + 1);
    for (let i = 0; i < STEPS; i++) day.step();
    return day.steps;
  });
  const dayText = (day: readonly unknown[]): string => `[\n${day.map((step) => JSON.stringify(step)).join(',\n')}\n]`;
  const text = `[\n${days.map(dayText).join(',\n')}\n]\n`;
  if (process.env.DK_TWIN === 'write') writeFileSync(FILE, text);
  assert.equal(text, readFileSync(FILE, 'utf8'));
});
