// order.mjs -- what fails next and what time it is, in the memory that the server looks at (failing.c).
import { closeSync, openSync, readSync, writeSync } from 'node:fs';

export const KINDS = { memory: 1n, files: 2n, space: 3n };
const NOTHING = 0n;
const PLACES = { kind: 0, at: 8, counted: 16, failed: 24, now: 32 };
const BYTES = 40;
const STEP_MS = 200;

export class Order {
  #nowMs = Date.now();

  constructor(path) {
    this.file = openSync(path, 'w+');
    this.clear();
    this.passes(0);
  }
  #write(place, ...numbers) {
    const bytes = new Uint8Array(new BigInt64Array(numbers).buffer);
    writeSync(this.file, bytes, 0, bytes.length, PLACES[place]);
  }
  /** The k-th of this kind, counted from 1; with 0 they are only counted. */
  set(kind, k) {
    this.clear(k);
    this.#write('kind', KINDS[kind]); // Last, as nothing is counted by half an order.
  }
  clear(k = 0) {
    this.#write('kind', NOTHING);
    this.#write('at', BigInt(k), 0n, 0n);
  }
  #read(place) {
    const bytes = new Uint8Array(BYTES);
    readSync(this.file, bytes, 0, BYTES, 0);
    return Number(new BigInt64Array(bytes.buffer)[PLACES[place] / 8]);
  }
  get counted() {
    return this.#read('counted');
  }
  get failed() {
    return this.#read('failed');
  }

  /** The server's time of day goes on by so much; otherwise it stands still. */
  passes(ms) {
    this.#nowMs += ms;
    this.#write('now', BigInt(this.#nowMs));
  }
  /** Until the answer is called, time goes on by itself, as for a server that waits before it tries again. */
  runs() {
    const timer = setInterval(() => this.passes(STEP_MS), STEP_MS);
    return () => clearInterval(timer);
  }
  close() {
    closeSync(this.file);
  }
}
