/* icon.mjs -- the mark (ui/icon.svg) in pixels, for the home screens of phones, which want PNG. It is three shapes, so
 * they are drawn here: how far a point is from each of them says how much of their colour it gets. */
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

const PAPER = [0xf3, 0xf2, 0xec];
const INK = [0x16, 0x26, 0x2a];
const LAMP = [0xf5, 0xb8, 0x3d];
const DRAWN = ['M32 8v14', 'M15 40a17 17 0 0 1 34 0z', 'M9 53h46', 'stroke-width="4"', 'stroke-width="6"', 'rx="14"'];

const toLine = (x, y, x1, y1, x2, y2) => {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
  const along = Math.max(0, Math.min(1, ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length));
  return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1));
};
const inLamp = (x, y) => y <= 40 && Math.hypot(x - 32, y - 40) <= 17;
const toLamp = (x, y) => {
  const arc = y <= 40 ? Math.abs(Math.hypot(x - 32, y - 40) - 17) : Number.POSITIVE_INFINITY;
  return Math.min(arc, toLine(x, y, 15, 40, 49, 40));
};
const inPaper = (x, y) => {
  const [dx, dy] = [x, y].map((at) => Math.max(0, Math.abs(at - 32) - 18));
  return Math.hypot(dx, dy) <= 14;
};

/* The colour at a point of the 64 by 64 that the mark is drawn on; null: nothing is there. */
function colourAt(x, y, whole) {
  if (toLine(x, y, 32, 8, 32, 22) <= 2 || toLamp(x, y) <= 2 || toLine(x, y, 9, 53, 55, 53) <= 3) return INK;
  if (inLamp(x, y)) return LAMP;
  return whole || inPaper(x, y) ? PAPER : null;
}

const FINE = 4; // Points a pixel, each way.

function pixelsOf(size, whole) {
  const scale = whole ? 0.8 : 1; // What is cut to a circle keeps its edge free.
  const rows = Buffer.alloc(size * (size * 4 + 1));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const sum = [0, 0, 0, 0];
      for (let i = 0; i < FINE * FINE; i++) {
        const at = (pixel, part) => (((pixel + (part + 0.5) / FINE) / size) * 64 - 32) / scale + 32;
        const colour = colourAt(at(column, i % FINE), at(row, Math.floor(i / FINE)), whole);
        if (colour !== null) [...colour, 255].forEach((value, k) => (sum[k] += value));
      }
      const covered = sum[3] / 255;
      const start = row * (size * 4 + 1) + 1 + column * 4;
      for (let k = 0; k < 3; k++) rows[start + k] = covered === 0 ? 0 : Math.round(sum[k] / covered);
      rows[start + 3] = Math.round(sum[3] / (FINE * FINE));
    }
  }
  return rows;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const head = Buffer.alloc(4);
  const tail = Buffer.alloc(4);
  head.writeUInt32BE(data.length);
  tail.writeUInt32BE(checksum(body));
  return Buffer.concat([head, body, tail]);
}

/* CRC-32. */
function checksum(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

/* `whole`: paper up to the edge, for a system that cuts its own shape out of it. */
export function iconPng(size, whole) {
  const svg = readFileSync(new URL('../ui/icon.svg', import.meta.url), 'utf8');
  for (const part of DRAWN)
    if (!svg.includes(part)) throw new Error(`ui/icon.svg is another mark: draw it in icon.mjs`);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(size, 0);
  head.writeUInt32BE(size, 4);
  head.set([8, 6, 0, 0, 0], 8); // Eight bits of red, green, blue and how opaque.
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(pixelsOf(size, whole), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}
