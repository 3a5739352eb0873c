/* world.ts -- a simulated world for links: a clock that moves when told, roads that open, speak and die
 * when told, and a log of what happened. */
import type { LinkEvents, LinkParts } from '../core/link';
import type { OpenRoad, RoadEvents, RoadKind } from '../core/transport';
import type { ClientMessage, Pending, ServerMessage } from '../core/types';

interface FakeRoad {
  readonly kind: RoadKind;
  readonly node: string;
  readonly events: RoadEvents;
  readonly sent: ClientMessage[];
  closed: boolean;
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

export class World {
  now = 1_000_000;
  readonly roads: FakeRoad[] = [];
  readonly received: ServerMessage[] = [];
  lost = 0;
  outbox: readonly Pending[] = [];
  #timers: Timer[] = [];

  readonly parts: LinkParts = {
    roads: { socket: this.#open('socket'), stream: this.#open('stream'), poll: this.#open('poll') },
    now: () => this.now,
    random: () => 1, // The longest delay, so that times in tests are plain.
    after: (delay_ms, run) => {
      const timer = { at: this.now + delay_ms, run };
      this.#timers.push(timer);
      return () => {
        this.#timers = this.#timers.filter((one) => one !== timer);
      };
    },
  };

  readonly events: LinkEvents = {
    onMessage: (message) => void this.received.push(message),
    onLost: () => void this.lost++,
    pending: () => this.outbox,
    client: () => 7,
    changes: () => true,
  };

  #open(kind: FakeRoad['kind']): OpenRoad {
    return ({ node = '' }, events) => {
      const road: FakeRoad = { kind, node, events, sent: [], closed: false };
      this.roads.push(road);
      return {
        send: (message) => void road.sent.push(message),
        close: () => {
          road.closed = true;
        },
      };
    };
  }

  get road(): FakeRoad {
    const last = this.roads[this.roads.length - 1];
    if (last === undefined) throw new Error('no road was opened');
    return last;
  }

  elapse(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = this.#timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== due);
      this.now = Math.max(this.now, due.at);
      due.run();
    }
    this.now = end;
  }

  welcome(): void {
    this.road.events.onOpen();
    this.road.events.onMessage({ t: 'welcome', seat: 1, role: 'participant', version: 1, at_ms: this.now });
  }

  types(): readonly string[] {
    return this.road.sent.map((message) => (message.t === 'command' ? `command ${message.id}` : message.t));
  }
}
