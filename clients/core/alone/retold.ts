/* retold.ts -- what a room of a group played, played again on this device with another decision beside it: by the same
 * core as the server's, over events in which nobody is. The worker takes them only when the session that they make has
 * the server's hash. */
import { worker } from 'dk:alone-page';
import { retoldRoom } from '../api';
import { at } from '../root';
import type { Lang, Retold } from '../types';
import { canPlayHere, twoWaysOf, type Otherwise, type TwoWays } from './road';
import type { ToWorker, WaysInBytes } from './words';

type RetoldTurn = Omit<Otherwise, 'room'>;

export interface RetoldRoom {
  ways(turn: RetoldTurn): Promise<TwoWays | null>;
  close(): void;
}

const ROOM = 0; // Told again it is the only one.

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16));

function ask<T>(to: Worker, asked: (reply: MessagePort) => ToWorker): Promise<T | null> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    const answered = (answer: T | null): void => {
      port1.close();
      resolve(answer);
    };
    port1.onmessage = ({ data }: MessageEvent<T | null>) => answered(data);
    to.addEventListener('error', () => answered(null), { once: true });
    to.postMessage(asked(port2), [port2]);
  });
}

async function opened({ scenario, hash, events }: Retold): Promise<RetoldRoom | null> {
  const to = new Worker(at(worker));
  const journal = events.map(bytesOf);
  const there = await ask<true>(to, (reply) => ({ do: 'retell', story: scenario, hash, journal, reply }));
  if (there === null) {
    to.terminate();
    return null;
  }
  return {
    ways: async (turn) => {
      const told = await ask<WaysInBytes>(to, (reply) => ({ do: 'ways', otherwise: { room: ROOM, ...turn }, reply }));
      return told === null ? null : twoWaysOf(told);
    },
    close: () => to.terminate(),
  };
}

/* null: this device cannot, the story is not one of the site's, or the server has none to tell. */
export async function retellRoom(token: string, lang: Lang, room: number): Promise<RetoldRoom | null> {
  if (!canPlayHere()) return null;
  const answer = await retoldRoom(room, lang, token);
  return answer.ok ? opened(answer.value) : null;
}
