// site.test.mjs -- what is asked of every site, also by who mistypes: a page for an address that is none, in the
// reader's language and with a way back, and the few files that browsers, search engines and finders of holes look for.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { BINARY, Server } from '../lib/server.mjs';

const ORIGIN = 'https://dilemma.example';
let server;
before(async () => {
  server = await Server.start(['--public-origin', ORIGIN, '--security-contact', 'mailto:it@example.nl']);
});
after(async () => {
  await server?.close();
});

async function ask(path, headers = {}) {
  const response = await fetch(server.origin + path, { headers });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, type: response.headers.get('content-type'), bytes, text: bytes.toString() };
}

/** What Chromium asks when somebody types an address. */
const ACCEPT =
  'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,' +
  'application/signed-exchange;v=b3;q=0.7';
const reader = (lang) => ({ accept: ACCEPT, 'accept-language': lang });

test('an address that is none is a page in the language of the reader, with a way back', async () => {
  for (const [lang, title] of [
    ['nl-NL,nl;q=0.9', 'Hier is geen kamer'],
    ['en-GB,en;q=0.9', 'There is no room here'],
  ]) {
    const { status, type, text } = await ask('/dilema/kamer', reader(lang));
    assert.equal(status, 404);
    assert.match(type, /^text\/html/);
    assert.match(text, new RegExp(`<html lang="${lang.slice(0, 2)}"`));
    assert.ok(text.includes(`<h1>${title}</h1>`));
    assert.match(text, /<a class="lost-door" href="\/">/);
    for (const [, path] of text.matchAll(/(?:src|href)="(\/[^"]*)"/g))
      assert.equal((await ask(path, reader(lang))).status, 200, path);
  }
});

test('a program gets the error that it can read, and the API never a page', async () => {
  for (const [path, headers] of [
    ['/dilema', {}],
    ['/assets/gone-4A5B6C7D.js', { accept: '*/*' }],
    ['/api/nowhere', reader('nl')],
  ]) {
    const { status, type, text } = await ask(path, headers);
    assert.deepEqual([status, type, JSON.parse(text).error.code], [404, 'application/json', 'not_found'], path);
  }
});

test('the files that every site is asked for are there', async () => {
  const robots = await ask('/robots.txt');
  assert.equal(robots.status, 200);
  assert.match(robots.text, /^User-agent: \*\nDisallow: \/api\/\n/);
  const icon = await ask('/favicon.ico');
  assert.deepEqual([icon.status, icon.type], [200, 'image/x-icon']);
  assert.deepEqual([...icon.bytes.subarray(0, 6)], [0, 0, 1, 0, 3, 0]);
  for (let i = 0; i < 3; i++) {
    const entry = icon.bytes.subarray(6 + 16 * i, 22 + 16 * i);
    const picture = icon.bytes.subarray(entry.readUInt32LE(12), entry.readUInt32LE(12) + entry.readUInt32LE(8));
    assert.equal(picture.readUInt32BE(0), 0x89504e47);
    assert.equal(picture.readUInt32BE(16), entry[0]); // As wide as the list of the icons says.
  }
});

test('who finds a hole is told where to say so, when the one who runs it has said where', async (t) => {
  const { status, type, text } = await ask('/.well-known/security.txt');
  assert.deepEqual([status, type], [200, 'text/plain; charset=utf-8']);
  const [, contact, expires] = /^Contact: (.*)\nExpires: (.*)\nPreferred-Languages: nl, en\n$/.exec(text);
  assert.equal(contact, 'mailto:it@example.nl');
  const days = (Date.parse(expires) - Date.now()) / 86_400_000;
  assert.ok(days > 30 && days < 366, expires);
  const silent = await Server.start([], t);
  const nothing = await fetch(`${silent.origin}/.well-known/security.txt`);
  assert.equal(nothing.status, 404);
  await silent.close();
  for (const contact of ['it@example.nl', 'mailto:x y', 'mailto:it@example.nl\nPolicy: x']) {
    const { status: code, stderr } = spawnSync(BINARY, ['serve', '--security-contact', contact], { encoding: 'utf8' });
    assert.equal(code, 2, contact);
    assert.match(stderr, /--security-contact is '.*', it must be like mailto:/s);
  }
});

test('a link that is shared has a title, a sentence and a picture that can be fetched', async () => {
  for (const path of ['/', '/solo/', '/trainer/', '/projector/', '/check/']) {
    const { text } = await ask(path);
    const of = (name) => new RegExp(`<meta property="og:${name}" content="([^"]+)">`).exec(text)?.[1];
    assert.match(of('title'), /Dilemmakamer/, path);
    assert.ok(of('description').length > 30, path);
    const picture = of('image');
    assert.ok(picture.startsWith(`${ORIGIN}/assets/`), picture);
    const { status, type, bytes } = await ask(picture.slice(ORIGIN.length));
    assert.deepEqual([status, type], [200, 'image/png']);
    assert.deepEqual([bytes.readUInt32BE(16), bytes.readUInt32BE(20)], [1200, 630]);
  }
});
