// platform.mjs -- a learning platform on this machine, for one course that was packed: it serves the folder of the
// package below a path of its own, opens it in a frame with the SCORM 1.2 API of scorm-again around it, and is a store
// of xAPI statements that keeps what cmi5 asks (and refuses what it forbids).
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ROOT } from './server.mjs';

const require = createRequire(join(ROOT, 'clients', 'package.json'));
const { unzipSync } = require('fflate');
const scorm = readFileSync(join(ROOT, 'clients', 'node_modules', 'scorm-again', 'dist', 'scorm12.min.js'));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.xml': 'application/xml',
};

/* The window of a platform: what one attempt left is there at the next. */
const PLAYER = `<!doctype html><meta charset="utf-8"><title>Platform</title>
<style>html,body,iframe{margin:0;width:100%;height:100%;border:0;display:block}</style>
<script src="/scorm12.js"></script>
<script src="/player.js"></script>
<iframe title="course" src="/files/some/where/index.html"></iframe>`;
const PLAYER_SCRIPT = `const kept = JSON.parse(localStorage.getItem('cmi') ?? 'null');
window.API = new Scorm12API({ logLevel: 5 });
if (kept !== null) window.API.loadFromJSON(kept.cmi);
else if (language !== '') window.API.loadFromJSON({ student_preference: { language } });
const keep = () => localStorage.setItem('cmi', window.API.renderCMIToJSONString());
window.API.on('LMSCommit', keep);
window.API.on('LMSFinish', keep);
window.errors = [];
for (const call of ['LMSInitialize', 'LMSSetValue', 'LMSCommit', 'LMSFinish']) {
  const given = window.API[call];
  window.API[call] = (...parts) => {
    const said = given.apply(window.API, parts);
    if (String(said) !== 'true') window.errors.push([call, ...parts, window.API.LMSGetLastError()].join(' '));
    return said;
  };
}`;

const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString();
};

export class Platform {
  statements = [];
  states = new Map();
  refused = [];
  tokens = 0;
  /** What the learner set with the platform (cmi5LearnerPreferences), and the language in SCORM. */
  preferences = null;
  language = '';
  puts = 0;
  /** The status that refuses a state that somebody wants kept, by its headers and what is there; 0: it is kept. */
  mayKeep = () => 0;

  /** `zip`: the bytes of a package. `data`: what cmi5 launches with (LMS.LaunchData). */
  static async start(zip, data = {}) {
    const platform = new Platform();
    platform.files = unzipSync(zip);
    platform.data = { launchMode: 'Normal', moveOn: 'Completed', contextTemplate: {}, ...data };
    platform.server = createServer((request, response) => void platform.answer(request, response));
    await new Promise((resolve) => platform.server.listen(0, '127.0.0.1', resolve));
    platform.origin = `http://127.0.0.1:${platform.server.address().port}`;
    return platform;
  }

  async close() {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The address of one launch of cmi5. */
  launch(number = 1) {
    const query = new URLSearchParams({
      endpoint: `${this.origin}/xapi`,
      fetch: `${this.origin}/token/${number}`,
      actor: JSON.stringify({ objectType: 'Agent', account: { homePage: this.origin, name: 'a-learner' } }),
      registration: '2b3c4d5e-0000-4000-8000-000000000001',
      activityId: `${this.origin}/activity/7`,
    });
    return `${this.origin}/files/some/where/index.html?${query}`;
  }

  async answer(request, response) {
    const url = new URL(request.url, this.origin);
    const said = (status, type, body) => response.writeHead(status, { 'Content-Type': type }).end(body);
    if (url.pathname === '/player/') return said(200, 'text/html', PLAYER);
    if (url.pathname === '/player.js')
      return said(200, 'text/javascript', `const language = ${JSON.stringify(this.language)};\n${PLAYER_SCRIPT}`);
    if (url.pathname === '/scorm12.js') return said(200, 'text/javascript', scorm);
    if (url.pathname === '/back/') return said(200, 'text/html', '<!doctype html><title>Back</title><h1>Back</h1>');
    if (url.pathname.startsWith('/token/')) return said(200, 'application/json', this.token());
    if (url.pathname.startsWith('/xapi/')) return this.xapi(request, url, said);
    const file = this.files[url.pathname.replace('/files/some/where/', '')];
    if (file !== undefined) return said(200, TYPES[extname(url.pathname)] ?? 'text/plain', Buffer.from(file));
    if (url.pathname !== '/favicon.ico') this.refused.push(`${request.method} ${url.pathname}`);
    return said(404, 'text/plain', 'not here');
  }

  token() {
    this.tokens++;
    return JSON.stringify(
      this.tokens === 1 ? { 'auth-token': 'c2VjcmV0' } : { 'error-code': '1', 'error-text': 'used' },
    );
  }

  async xapi(request, url, said) {
    const part = url.pathname.slice('/xapi/'.length);
    if (request.headers.authorization !== 'Basic c2VjcmV0' || request.headers['x-experience-api-version'] !== '1.0.3') {
      this.refused.push(`${request.method} ${part} without its headers`);
      return said(401, 'text/plain', 'no');
    }
    const body = await bodyOf(request);
    if (part === 'statements') return this.statement(request, url, body, said);
    if (part === 'agents/profile')
      return this.preferences === null
        ? said(404, 'text/plain', 'none')
        : said(200, 'application/json', JSON.stringify(this.preferences));
    const id = url.searchParams.get('stateId');
    if (id === 'LMS.LaunchData') return said(200, 'application/json', JSON.stringify(this.data));
    if (request.method === 'PUT') {
      this.puts++;
      const status = this.mayKeep(request.headers, this.states.get(id));
      if (status !== 0) return said(status, 'text/plain', 'no');
      this.states.set(id, body);
    }
    const kept = this.states.get(id);
    return request.method === 'PUT' || kept === undefined
      ? said(kept === undefined ? 404 : 204, 'text/plain', undefined)
      : said(200, 'text/plain', kept);
  }

  statement(request, url, body, said) {
    const statement = JSON.parse(body);
    if (request.method !== 'PUT' || url.searchParams.get('statementId') !== statement.id) {
      this.refused.push(`${request.method} of a statement`);
      return said(400, 'text/plain', 'no');
    }
    this.statements.push(statement);
    return said(204, 'text/plain', undefined);
  }
}
