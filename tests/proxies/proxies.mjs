// proxies.mjs [NAME...] [--json] -- the examples of docker/proxy, each as it stands there with other names, ports and a
// certificate of this run: pages, all three roads of a phone, who is asking, and what browsers are told to keep.
// Exits with 1 when one of them does not hold.
import { spawn, execFileSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, Server, freePort, until } from '../lib/server.mjs';
import { Link, advance, createSession } from '../lib/people.mjs';
import { Person, launch } from '../lib/browser.mjs';
import { Postgres } from '../lib/postgres.mjs';
import { commandLine } from '../lib/tool.mjs';

const OWN = 'dilemma.example.nl';
const OTHERS = 'www.example.nl';
const BELOW = '/dilemma';

/* How each is started. `ready`: what its example lacks to run beside others, as somebody who is not root. */
const kinds = {
  nginx: {
    file: 'nginx.conf',
    ready: (text, { folder }) => `pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events {}
http {
access_log off;
${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((of) => `${of}_temp_path ${folder}/${of};`).join('\n')}
${text}
}
`,
    command: (file, { folder }) => ['/usr/sbin/nginx', '-p', folder, '-c', file, '-g', 'daemon off;'],
  },
  caddy: {
    file: 'Caddyfile',
    ready: (text, { certificate, key, port, plain }) => `{
	admin off
	http_port ${plain}
	https_port ${port}
}
${text.replaceAll(/^(\S+\.nl) \{/gm, `$1 {\n\ttls ${certificate} ${key}`)}`,
    command: (file) => ['/usr/bin/caddy', 'run', '--config', file, '--adapter', 'caddyfile'],
  },
  apache: {
    file: 'apache.conf',
    ready: (text, { folder, port, plain }) => `ServerRoot ${folder}
PidFile ${folder}/apache.pid
ErrorLog ${folder}/error.log
ServerName localhost
User www-data
Listen ${plain}
Listen ${port}
${['mpm_event', 'authz_core', 'alias', 'headers', 'socache_shmcb', 'ssl', 'http2', 'proxy', 'proxy_http']
  .map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`)
  .join('\n')}
${text}`,
    command: (file) => ['/usr/sbin/apache2', '-f', file, '-DFOREGROUND'],
  },
  haproxy: {
    file: 'haproxy.cfg',
    ready: (text) => text,
    command: (file) => ['/usr/sbin/haproxy', '-f', file, '-db'],
  },
};

const { rest, json } = commandLine('node tests/proxies/proxies.mjs [NAME...] [--json]', {
  options: { json: false },
  rest: true,
});
const asked = rest.length > 0 ? rest : Object.keys(kinds);
for (const name of asked)
  if (kinds[name] === undefined) {
    console.error(`there is no example of '${name}'; there are ${Object.keys(kinds).join(', ')}`);
    process.exit(2);
  }

let failed = 0;
async function holds(proxy, what, run) {
  let problem = '';
  try {
    await run();
  } catch (error) {
    problem = String(error.message ?? error);
    failed++;
  }
  if (json) console.log(JSON.stringify({ name: `proxies/${proxy}/${what}`, holds: problem === '' }));
  console.error(`${proxy}: ${what}: ${problem === '' ? 'ok' : `FAILED: ${problem}`}`);
}

function expect(isSo, what) {
  if (!isSo) throw new Error(what);
}

/** Key and certificate for both names. */
function certificateIn(folder) {
  const [key, certificate] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
      ...['-keyout', key, '-out', certificate, '-subj', `/CN=${OWN}`],
      ...['-addext', `subjectAltName=DNS:${OWN},DNS:${OTHERS}`],
    ],
    { stdio: 'ignore' },
  );
  chmodSync(key, 0o644);
  const both = join(folder, 'both.pem');
  writeFileSync(both, readFileSync(certificate, 'utf8') + readFileSync(key, 'utf8'));
  return { key, certificate, both };
}

/** What the example says with the certificate and ports of this run; `servers`: by the address in the example. */
function placed(text, { key, certificate, both, port, plain, servers }) {
  let said = text
    .replaceAll('/etc/ssl/dilemma/fullchain.pem', certificate)
    .replaceAll('/etc/ssl/dilemma/privkey.pem', key)
    .replaceAll('/etc/haproxy/dilemma.pem', both)
    .replaceAll(/(listen (?:\[::\]:)?|:::|\*:)443\b/g, `$1${port}`)
    .replaceAll(/(listen (?:\[::\]:)?|:::|\*:)80\b/g, `$1${plain}`);
  for (const [address, server] of Object.entries(servers)) said = said.replaceAll(address, `127.0.0.1:${server.port}`);
  return said;
}

/** One answer, without following where it leads. */
function get(at, path, { name, port, host = '127.0.0.1', headers = {} }) {
  const options = {
    host,
    port,
    path,
    servername: name,
    rejectUnauthorized: false,
    headers: { host: `${name}:${port}`, ...headers },
  };
  return new Promise((resolve, reject) => {
    const request = at.get(options, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer));
    });
    request.on('error', reject);
  });
}

/* In the page, before anything of ours: roads that are closed in some venues. */
const closed = {
  socket: () => {},
  stream: () => {
    window.WebSocket = class {
      constructor() {
        throw new Error('closed');
      }
    };
  },
  poll: () => {
    window.WebSocket = class {
      constructor() {
        throw new Error('closed');
      }
    };
    const ask = window.fetch;
    window.fetch = (address, ...more) =>
      String(address).includes('/live/events') ? new Promise(() => {}) : ask(address, ...more); // Kept on the way.
  },
};

/** Each chooses something else, whatever has become of the server, and the one that has the session now knows. */
async function goesOn(server, session, phones) {
  for (const [at, phone] of phones.entries()) {
    await phone.page
      .locator('.option')
      .nth(at + 1)
      .click();
    await phone.page.waitForFunction((text) => !document.body.innerText.includes(text), phone.t('stored.on_phone'));
    await phone.see(phone.t('stored.stored'));
  }
  const trainer = await Link.open(server, session.token);
  await advance(trainer, 'discussion');
  const { first } = trainer.sections.trainer.rooms[0];
  expect(first.join() === '0,1,1,1', `what was chosen last is there: ${first.join()}`);
  await trainer.close();
}

/** A session with one phone on each road: what one chooses, all see counted. After `blow`, which
 * gives the server that is left, it goes on. */
async function played(browser, server, site, blow = undefined) {
  const session = await createSession(server, { mode: 'one_room', rooms_count: 1, close: 'trainer' });
  const phones = [];
  const roads = new Map();
  for (const road of Object.keys(closed)) {
    const phone = await Person.open(browser, 'about:blank', { name: road });
    await phone.page.addInitScript(closed[road]);
    roads.set(road, new Set());
    phone.page.on('websocket', () => roads.get(road).add('socket'));
    phone.page.on('request', (request) => {
      if (request.url().includes('/live/events')) roads.get(road).add('stream');
      if (request.url().includes('/live/poll')) roads.get(road).add('poll');
    });
    await phone.page.goto(`${site}/?c=${session.code}`);
    await phone.sitDown(road);
    phones.push(phone);
  }
  await session.trainer.say('session_start');
  await advance(session.trainer, 'choice');
  for (const [at, phone] of phones.entries()) {
    await phone.at('choice');
    await phone.page.locator('.option').nth(at).click();
    await phone.see(phone.t('stored.stored'));
    for (const other of phones) await other.see(other.t('choice.count', { n: at + 1, m: phones.length }));
  }
  for (const [road, used] of roads) expect(used.has(road), `the phone on ${road} took ${[...used].join(', ')}`);
  await session.trainer.close();
  if (blow !== undefined) await goesOn(await blow(), session, phones);
  for (const phone of phones) await phone.close();
}

/** Whoever guesses codes is stopped, whatever address they say they have. */
async function countsByAddress({ name, port, top }) {
  const invented = () => `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`;
  for (let i = 0; i < 400; i++) {
    const path = `${top}/api/join/AAAA${String.fromCharCode(66 + (i % 8))}${String.fromCharCode(66 + ((i >> 3) % 8))}`;
    const { statusCode } = await get(https, path, { name, port, headers: { 'x-forwarded-for': invented() } });
    if (statusCode === 429) return;
    expect(statusCode === 404, `a wrong code is answered with ${statusCode}`);
  }
  throw new Error('400 wrong codes from one address were all tried');
}

/** The proxy, with this example; it is gone when `gone` is worked off. */
async function started(proxy, example, at, gone) {
  const kind = kinds[proxy];
  const file = join(at.folder, kind.file);
  mkdirSync(join(at.folder, 'logs'), { recursive: true });
  writeFileSync(file, kind.ready(example, at));
  const [program, ...words] = kind.command(file, at);
  const child = spawn(program, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, HOME: at.folder, XDG_DATA_HOME: at.folder },
  });
  let said = '';
  for (const from of [child.stdout, child.stderr]) from.on('data', (chunk) => (said += chunk));
  const ended = new Promise((resolve) => child.on('close', resolve));
  gone.push(() => {
    child.kill();
    return ended;
  });
  await until(
    async () => {
      if (child.exitCode !== null) throw new Error(`${proxy} ended:\n${said}`);
      return get(https, '/readyz', { name: OWN, port: at.port }).then(
        ({ statusCode }) => statusCode === 200,
        () => false,
      );
    },
    () => `${proxy} to lead to the server:\n${said}`,
  );
}

/** What happens in a folder of its own, with ports and a certificate; all that was begun is over afterwards. */
async function inFolder(proxy, run) {
  const folder = mkdtempSync(join(tmpdir(), `dilemma-${proxy}-`));
  chmodSync(folder, 0o755);
  const gone = [];
  try {
    const [port, plain] = [await freePort(), await freePort()];
    const at = { folder, port, plain, site: `https://${OWN}:${port}`, ...certificateIn(folder) };
    const { publicKey } = new X509Certificate(readFileSync(at.certificate));
    const spki = createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' }));
    const browser = await launch(undefined, {
      more: [
        '--host-resolver-rules=MAP *.example.nl 127.0.0.1',
        `--ignore-certificate-errors-spki-list=${spki.digest('base64')}`,
      ],
    });
    gone.push(() => browser.close());
    await run(at, browser, gone);
  } finally {
    for (const go of gone.reverse()) await go();
    rmSync(folder, { recursive: true, force: true });
  }
}

const TRUST = ['--trusted-proxy', '127.0.0.1'];
const exampleOf = (...names) => readFileSync(join(ROOT, 'docker', 'proxy', ...names), 'utf8');

async function tried(proxy, at, browser, gone) {
  const { port, plain, site } = at;
  const belowSite = `https://${OTHERS}:${port}${BELOW}`;
  const own = await Server.start(['--public-origin', site, ...TRUST]);
  gone.push(() => own.close());
  const below = await Server.start(['--public-origin', belowSite, ...TRUST]);
  gone.push(() => below.close());
  const servers = { '127.0.0.1:8080': own, '127.0.0.1:8081': below };
  await started(proxy, placed(exampleOf(kinds[proxy].file), { ...at, servers }), at, gone);
  await holds(proxy, 'http leads to https', async () => {
    const { statusCode, headers } = await get(http, '/solo/?x=1', { name: OWN, port: plain });
    const to = (headers.location ?? '').replace(`:${port}`, '').replace(`:${plain}`, '');
    expect([301, 308].includes(statusCode) && to === `https://${OWN}/solo/?x=1`, `${statusCode} ${headers.location}`);
  });
  await holds(proxy, 'https is kept for a year, and nothing that the server says is lost', async () => {
    const { statusCode, headers } = await get(https, '/', { name: OWN, port });
    const isKept = /max-age=31536000/.test(headers['strict-transport-security']);
    expect(statusCode === 200 && isKept, JSON.stringify(headers));
    for (const name of ['content-security-policy', 'x-content-type-options', 'cross-origin-opener-policy'])
      expect(headers[name] !== undefined, `${name} is gone`);
  });
  await holds(proxy, 'IPv6', async () => {
    const { statusCode } = await get(https, '/', { name: OWN, port, host: '::1' });
    expect(statusCode === 200, String(statusCode));
  });
  await holds(proxy, 'all three roads', () => played(browser, own, site));
  await holds(proxy, 'guesses are counted by who asks', () => countsByAddress({ name: OWN, port, top: '' }));
  await holds(proxy, 'below a path of another site, all three roads', () => played(browser, below, belowSite));
  await holds(proxy, 'below a path, where an address is short of its last slash', async () => {
    for (const [path, to] of [
      [BELOW, `${BELOW}/`],
      [`${BELOW}/trainer`, `${BELOW}/trainer/`],
    ]) {
      const { statusCode, headers } = await get(https, path, { name: OTHERS, port });
      const where = (headers.location ?? '').replace(`https://${OTHERS}:${port}`, '').replace(`https://${OTHERS}`, '');
      expect([301, 302, 308].includes(statusCode) && where === to, `${path}: ${statusCode} ${headers.location}`);
    }
  });
  await holds(proxy, 'below a path, guesses are counted by who asks', () =>
    countsByAddress({ name: OTHERS, port, top: BELOW }),
  );
}

/** Two servers on one database, of which the one that has the session is killed. */
async function triedWithTwo(proxy, at, browser, gone) {
  const postgres = Postgres.start();
  gone.push(() => postgres.does('remove'));
  const node = async (name) => {
    const words = ['--journal', postgres.url, '--node', name, '--public-origin', at.site, ...TRUST];
    const server = await Server.start(words);
    gone.push(async () => {
      if (server.isUp) await server.kill();
      rmSync(server.folder, { recursive: true, force: true });
    });
    return server;
  };
  const [n1, n2] = [await node('n1'), await node('n2')];
  const servers = { '10.0.0.1:8080': n1, '10.0.0.2:8080': n2 };
  await started(proxy, placed(exampleOf('cluster', kinds[proxy].file), { ...at, servers }), at, gone);
  await holds(proxy, 'two servers: all three roads, and on when the one that has the session is killed', () =>
    played(browser, n1, at.site, async () => {
      await n1.kill();
      return n2;
    }),
  );
}

for (const proxy of asked) {
  const fails = (error) => holds(proxy, 'starts', () => Promise.reject(error));
  await inFolder(proxy, (...parts) => tried(proxy, ...parts)).catch(fails);
  if (existsSync(join(ROOT, 'docker', 'proxy', 'cluster', kinds[proxy].file)))
    await inFolder(proxy, (...parts) => triedWithTwo(proxy, ...parts)).catch(fails);
}
process.exit(failed > 0 ? 1 : 0);
