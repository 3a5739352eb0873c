// chaos.mjs -- a bad network between pages and the server, as a proxy for TCP; no rights are needed. All is drawn
// from a seed: delay, a rate, moments in which nothing goes on, outages, and connections that are reset.
import net from 'node:net';
import { freePort } from './server.mjs';

/** Chance that goes the same way for the same seed. */
export function chanceOf(seed) {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(((state >>> 8) * bound) / 2 ** 24);
  };
}

const SLICE_MS = 20;

/** One direction: what came in waits for its time, and for its turn at the rate. */
class Pipe {
  #queue = [];
  #timer = null;

  constructor(network, out) {
    this.network = network;
    this.out = out;
  }

  take(chunk) {
    this.#queue.push({ chunk, due: performance.now() + this.network.latency_ms });
    this.#timer ??= setInterval(() => this.#turn(), SLICE_MS);
  }

  #turn() {
    if (this.network.isStill()) return;
    let bytes = Math.max(1, Math.floor((this.network.bits_per_second / 8) * (SLICE_MS / 1000)));
    while (this.#queue.length > 0 && bytes > 0 && this.#queue[0].due <= performance.now()) {
      const first = this.#queue[0];
      const piece = first.chunk.subarray(0, bytes);
      bytes -= piece.length;
      this.out.write(piece);
      if (piece.length === first.chunk.length) this.#queue.shift();
      else first.chunk = first.chunk.subarray(piece.length);
    }
    if (this.#queue.length > 0) return;
    clearInterval(this.#timer);
    this.#timer = null;
  }

  close() {
    clearInterval(this.#timer);
    this.#queue = [];
  }
}

export class Chaos {
  struck = { stalls: 0, outages: 0, resets: 0 };
  #pairs = new Set();
  #still_until = 0;
  #out_until = 0;
  #timer = null;

  /** `stall` percent of the seconds nothing goes on; `resets` and `outages`: one in so many seconds. */
  static async between(server, options) {
    const chaos = new Chaos();
    Object.assign(
      chaos,
      { latency_ms: 400, bits_per_second: 400_000, stall: 5, resets: 10, outages: 30, seed: 1 },
      options,
    );
    chaos.chance = chanceOf(chaos.seed);
    const port = await freePort();
    chaos.origin = `http://127.0.0.1:${port}`;
    chaos.listener = net.createServer((socket) => chaos.#join(socket, server.port));
    await new Promise((resolve) => chaos.listener.listen(port, '127.0.0.1', resolve));
    chaos.#timer = setInterval(() => chaos.#second(), 1000);
    return chaos;
  }

  isStill() {
    return performance.now() < this.#still_until;
  }

  #second() {
    if (this.chance(100) < this.stall) this.stillFor(500 + this.chance(1500));
    if (this.chance(this.resets) === 0) this.reset();
    if (this.chance(this.outages) === 0) this.outFor(1000 + this.chance(3000));
  }

  stillFor(ms) {
    this.struck.stalls++;
    this.#still_until = performance.now() + ms;
  }

  /** Nothing comes through, and nothing new is let in. */
  outFor(ms) {
    this.struck.outages++;
    this.#out_until = performance.now() + ms;
    this.cut();
  }

  /** One connection, wherever its bytes are. */
  reset() {
    const pairs = [...this.#pairs];
    if (pairs.length === 0) return;
    this.struck.resets++;
    pairs[this.chance(pairs.length)].end(true);
  }

  cut() {
    for (const pair of [...this.#pairs]) pair.end(true);
  }

  #join(near, port) {
    if (performance.now() < this.#out_until) {
      near.resetAndDestroy();
      return;
    }
    const far = net.connect(port, '127.0.0.1');
    const up = new Pipe(this, far);
    const down = new Pipe(this, near);
    const pair = {
      end: (reset) => {
        this.#pairs.delete(pair);
        up.close();
        down.close();
        for (const socket of [near, far]) reset ? socket.resetAndDestroy() : socket.destroy();
      },
    };
    this.#pairs.add(pair);
    near.on('data', (chunk) => up.take(chunk));
    far.on('data', (chunk) => down.take(chunk));
    for (const socket of [near, far]) {
      socket.on('error', () => pair.end(false));
      socket.on('close', () => setTimeout(() => pair.end(false), this.latency_ms + 100));
    }
  }

  /** From now on it is a good network. */
  calm() {
    clearInterval(this.#timer);
    Object.assign(this, { latency_ms: 0, bits_per_second: 1e9 });
    this.#still_until = this.#out_until = 0;
  }

  close() {
    this.calm();
    this.cut();
    this.listener.close();
  }
}
