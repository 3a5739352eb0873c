// strict.test.mjs -- what can be read in two ways is refused, and so is what a page of strangers sends. Each case is a
// request as raw bytes; the real server refuses it, by a status or by hanging up, and answers the next one.
import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import net from 'node:net';
import { PATIENCE, Server } from '../lib/server.mjs';

let server, host;
before(async () => {
  server = await Server.start();
  host = `127.0.0.1:${server.port}`;
});
after(async () => {
  await server?.close();
});

/** Sends the bytes; what was answered, up to the end of the first answer's headers or of the connection. */
function answerTo(bytes) {
  return new Promise((resolve, reject) => {
    const socket = net.connect(server.port, '127.0.0.1');
    const timer = setTimeout(() => reject(new Error(`no answer to ${JSON.stringify(bytes)}`)), PATIENCE);
    let got = '';
    const end = () => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ status: Number(/^HTTP\/1\.\d (\d+)/.exec(got)?.[1] ?? 0), got });
    };
    socket.on('connect', () => socket.write(Buffer.from(bytes, 'latin1')));
    socket.on('data', (chunk) => {
      got += chunk.toString('latin1');
      if (got.includes('\r\n\r\n')) end();
    });
    socket.on('error', () => {});
    socket.on('close', end);
  });
}

const lines = (...all) => `${all.flat().join('\r\n')}\r\n\r\n`;
const get = (path, ...more) => lines(`GET ${path} HTTP/1.1`, `Host: ${host}`, ...more);
const BODY = '{"code":"QQQQQQ","name":"Jo"}';
const JSON_TYPE = 'Content-Type: application/json';
const post = (...more) =>
  lines('POST /api/join HTTP/1.1', `Host: ${host}`, `Content-Length: ${BODY.length}`, ...more) + BODY;
const CONNECTION = 'Connection: keep-alive, Upgrade';
const WEBSOCKET = 'Upgrade: websocket';
const VERSION = 'Sec-WebSocket-Version: 13';
const KEY = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==';
const PROTOCOL = 'Sec-WebSocket-Protocol: dilemmakamer.v1.json';
/** An upgrade in which each of `changes` stands for the line of that name; null leaves it out. */
const upgrade = (changes = {}, first = 'GET /ws HTTP/1.1', ...more) =>
  lines(
    first,
    Object.values({ host: `Host: ${host}`, CONNECTION, WEBSOCKET, VERSION, KEY, PROTOCOL, ...changes }).filter(
      (line) => line !== null,
    ),
    more,
  );

test('what is as it should be is answered', async () => {
  const good = [
    [get('/healthz'), 200],
    [lines('GET /healthz HTTP/1.0'), 200], // What looks whether we live often knows no more.
    [post(JSON_TYPE), 404],
    [post('Content-Type: application/json; charset=utf-8', `Origin: http://${host}`), 404],
    [upgrade(), 101],
    [upgrade({}, undefined, `Origin: http://${host}`), 101],
  ];
  for (const [bytes, status] of good) assert.equal((await answerTo(bytes)).status, status, bytes);
});

const refused = () => ({
  'no host': [lines('GET /healthz HTTP/1.1'), 400],
  'an empty host': [lines('GET /healthz HTTP/1.1', 'Host:'), 400],
  'two hosts': [get('/healthz', 'Host: elders'), 400],
  'the same host twice': [get('/healthz', `Host: ${host}`), 400],
  'a host that is none': [lines('GET /healthz HTTP/1.1', 'Host: a/b@c'), 400],
  'two hosts in one': [lines('GET /healthz HTTP/1.1', `Host: ${host}, elders`), 400],
  'a space before the colon of the host': [lines('GET /healthz HTTP/1.1', `Host : ${host}`), 400],
  'a space before the colon of a length': [get('/healthz', 'Content-Length : 5'), 400],
  'a tab before the colon of an encoding': [post(JSON_TYPE, 'Transfer-Encoding\t: chunked'), 400],
  'a header that goes on in the next line': [get('/healthz', 'X-More: one', ' two'), null],
  'a header without a colon': [get('/healthz', 'nonsense'), null],
  'a NUL in the path': [get('/health\0z'), null],
  'an encoded NUL in the path': [get('/healthz%00'), null],
  'an encoded NUL in the query': [get('/api/scenarios?lang=%00'), null],
  'a NUL in the host': [lines('GET /healthz HTTP/1.1', `Host: ${host}\0.elders`), null],
  'a NUL in the type': [post(`${JSON_TYPE}\0p`), null],
  'the address of another server': [lines('GET http://elders/healthz HTTP/1.1', `Host: ${host}`), null],
  'no version': [`GET /healthz\r\n\r\n`, 400],
  'HTTP/2 in words': [lines('GET /healthz HTTP/2.0', `Host: ${host}`), 400],
  'a version that there is not': [lines('GET /healthz HTTP/1.2', `Host: ${host}`), 400],
  'another protocol': [lines('GET /healthz ICY/1.1', `Host: ${host}`), 400],
  CONNECT: [lines('CONNECT elders:80 HTTP/1.1', `Host: ${host}`), null],
  TRACE: [lines('TRACE / HTTP/1.1', `Host: ${host}`), null],
  'two lengths': [post(JSON_TYPE, 'Content-Length: 3'), 400],
  'a length and an encoding': [post(JSON_TYPE, 'Transfer-Encoding: chunked'), 400],
  'a negative length': [lines('POST /api/join HTTP/1.1', `Host: ${host}`, JSON_TYPE, 'Content-Length: -1'), 400],
  'a length with a sign': [lines('POST /api/join HTTP/1.1', `Host: ${host}`, JSON_TYPE, 'Content-Length: +2'), 400],
  'a change without a type': [post(), 415],
  'a change as text': [post('Content-Type: text/plain'), 415],
  'a change as a form': [post('Content-Type: application/x-www-form-urlencoded'), 415],
  'a change as almost JSON': [post('Content-Type: application/jsonp'), 415],
  'a change with two types': [post(JSON_TYPE, 'Content-Type: text/plain'), 415],
  'a change from another page': [post(JSON_TYPE, 'Origin: http://elders'), 403],
  'a change from a page without a name': [post(JSON_TYPE, 'Origin: null'), 403],
  'a change from another port': [post(JSON_TYPE, 'Origin: http://127.0.0.1:1'), 403],
  'a command from another page': [post(JSON_TYPE, 'Origin: http://elders').replace('/api/join', '/live/command'), 403],
  'a deletion from another page': [
    lines('POST /api/delete HTTP/1.1', `Host: ${host}`, 'Content-Length: 0', 'Origin: http://elders'),
    403,
  ],
  'an upgrade to something else': [get('/', 'Connection: Upgrade', 'Upgrade: tls/1.0'), null],
  'an upgrade to HTTP/2': [get('/', 'Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AA'), null],
  'an upgrade to two things': [upgrade({ WEBSOCKET: 'Upgrade: websocket, h2c' }), null],
  'an upgrade of a change': [post(JSON_TYPE, 'Connection: Upgrade', 'Upgrade: h2c'), null],
  'an older WebSocket': [upgrade({ VERSION: 'Sec-WebSocket-Version: 8' }), 426],
  'a WebSocket without a version': [upgrade({ VERSION: null }), 426],
  'a WebSocket with two versions': [upgrade({}, undefined, VERSION), 426],
  'a WebSocket without a key': [upgrade({ KEY: null }), null],
  'a short key': [upgrade({ KEY: 'Sec-WebSocket-Key: abc' }), 400],
  'a long key': [upgrade({ KEY: `Sec-WebSocket-Key: ${'A'.repeat(44)}` }), 400],
  'a key that is no base64': [upgrade({ KEY: `Sec-WebSocket-Key: ${'!'.repeat(22)}==` }), 400],
  'two keys': [upgrade({}, undefined, KEY), 400],
  'an upgrade without Connection': [upgrade({ CONNECTION: null }), null],
  'an upgrade with another Connection': [upgrade({ CONNECTION: 'Connection: close' }), null],
  'an upgrade over HTTP/1.0': [upgrade({}, 'GET /ws HTTP/1.0'), 400],
  'an upgrade by POST': [upgrade({}, 'POST /ws HTTP/1.1'), null],
  'an upgrade with two hosts': [upgrade({}, undefined, 'Host: elders'), 400],
  'an upgrade without a host': [upgrade({ host: null }), 400],
  'an upgrade from another page': [upgrade({}, undefined, 'Origin: http://elders'), 403],
  'an upgrade elsewhere': [upgrade({}, 'GET /wss HTTP/1.1'), 404],
  'an upgrade to another language': [upgrade({ PROTOCOL: 'Sec-WebSocket-Protocol: mqtt' }), 400],
});

/* null: the library hangs up, or says 400 or 403 itself. */
test('what can be read in two ways, or comes from another page, is refused', async () => {
  for (const [name, [bytes, status]] of Object.entries(refused())) {
    const answer = await answerTo(bytes);
    if (status !== null) assert.equal(answer.status, status, `${name}: ${answer.got}`);
    assert.ok(answer.status === 0 || answer.status >= 400, `${name}: ${answer.got}`);
    assert.ok(!/\bok\n/.test(answer.got), name);
    assert.equal((await answerTo(get('/healthz'))).status, 200, `after ${name}`);
  }
});

// Such a second request, in the packet of the first and without a version, would keep the server busy for ever.
test('who sends a second request before the answer to the first gets one answer, and holds nobody up', async () => {
  const second = ['GET /x\r\nContent-Length: 40\r\n\r\n{}', get('/healthz'), 'x'.repeat(3000), 'POST /\r\n\r\n'];
  for (const first of [get('/healthz'), get('/'), get('/nothing/here'), post(JSON_TYPE)])
    for (const more of second) {
      const { status } = await answerTo(first + more);
      assert.ok(status >= 200 && status < 500, `${status} for ${JSON.stringify(first + more)}`);
      assert.equal((await answerTo(get('/healthz'))).status, 200);
    }
});
