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

/* The mark in the middle, `side` pixels wide. */
function pixelsOf(width, height, side, whole) {
  const rows = Buffer.alloc(height * (width * 4 + 1));
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const sum = [0, 0, 0, 0];
      for (let i = 0; i < FINE * FINE; i++) {
        const at = (pixel, part, size) => ((pixel + (part + 0.5) / FINE - size / 2) / side) * 64 + 32;
        const colour = colourAt(at(column, i % FINE, width), at(row, Math.floor(i / FINE), height), whole);
        if (colour !== null) [...colour, 255].forEach((value, k) => (sum[k] += value));
      }
      const covered = sum[3] / 255;
      const start = row * (width * 4 + 1) + 1 + column * 4;
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

function png(width, height, side, whole) {
  const svg = readFileSync(new URL('../ui/icon.svg', import.meta.url), 'utf8');
  for (const part of DRAWN)
    if (!svg.includes(part)) throw new Error(`ui/icon.svg is another mark: draw it in icon.mjs`);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, 0], 8); // Eight bits of red, green, blue and how opaque.
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = deflateSync(pixelsOf(width, height, side, whole), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/* `whole`: paper up to the edge, for a system that cuts its own shape out of it; what is cut to a circle keeps its edge
 * free. */
export const iconPng = (size, whole) => png(size, size, whole ? size * 0.8 : size, whole);

/* What a messenger shows beside a link that somebody shares. */
export const sharedPng = () => png(1200, 630, 440, true);

/* For who asks /favicon.ico without having read a page: PNG in the old wrapping, which all browsers know. */
export function iconIco(sizes = [16, 32, 48]) {
  const pictures = sizes.map((size) => iconPng(size, false));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let at = head.length;
  for (const [i, picture] of pictures.entries()) {
    head.set([sizes[i], sizes[i], 0, 0, 1, 0, 32, 0], 6 + 16 * i);
    head.writeUInt32LE(picture.length, 6 + 16 * i + 8);
    head.writeUInt32LE(at, 6 + 16 * i + 12);
    at += picture.length;
  }
  return Buffer.concat([head, ...pictures]);
}
