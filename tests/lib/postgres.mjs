// postgres.mjs -- a PostgreSQL of the test's own, in a folder of its own (tests/lib/postgres); and two of them, of
// which one follows the other and takes over when that one dies.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { appendFileSync, chownSync, existsSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ROOT, freePort, until } from './server.mjs';

const PROGRAM = join(ROOT, 'tests', 'lib', 'postgres');
const newFolder = () => mkdtempSync(join(tmpdir(), 'dilemma-postgres-'));

export class Postgres {
  constructor(folder, port = 5432) {
    this.folder = folder;
    this.port = port;
    /** For --journal. */
    this.url = `postgres://postgres@/postgres?host=${folder}`;
  }

  static start() {
    const postgres = new Postgres(newFolder());
    postgres.does('start');
    return postgres;
  }

  /** On a port of its own, where it speaks TLS only, with a certificate of this name that vouches for itself. */
  static async certified(name) {
    const postgres = new Postgres(newFolder(), await freePort());
    const [key, certificate] = ['key', 'crt'].map((kind) => join(postgres.folder, `server.${kind}`));
    postgres.does('make', `port = ${postgres.port}`, "listen_addresses = '127.0.0.1'", 'ssl = on');
    execFileSync(
      'openssl',
      [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'],
        ...['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`, '-keyout', key, '-out', certificate],
      ],
      { stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const { uid, gid } = statSync(join(postgres.folder, 'data'));
    chownSync(key, uid, gid);
    const conf = join(postgres.folder, 'data', 'postgresql.conf');
    appendFileSync(conf, `ssl_cert_file = '${certificate}'\nssl_key_file = '${key}'\n`);
    writeFileSync(
      join(postgres.folder, 'data', 'pg_hba.conf'),
      'local all all trust\nhostssl all all 127.0.0.1/32 trust\n',
    );
    postgres.does('start');
    postgres.certificate = certificate;
    return postgres;
  }

  /** make, start, follow, promote, stop, crash, kill, remove; more words as tests/lib/postgres says. */
  does(command, ...words) {
    execFileSync(PROGRAM, [command, this.folder, ...words], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** The same, while all else goes on. */
  async doing(command, ...words) {
    await promisify(execFile)(PROGRAM, [command, this.folder, ...words]);
  }

  #psql(question) {
    return ['-h', this.folder, '-p', String(this.port), '-U', 'postgres', '-At', '-c', question];
  }

  /** What it answers to this, as text. */
  ask(question) {
    return execFileSync('psql', this.#psql(question), {
      encoding: 'utf8',
      maxBuffer: 2 ** 28,
      stdio: ['ignore', 'pipe', 'pipe'],
    }).trim();
  }

  /** The same; null: it does not answer. */
  asked(question) {
    const said = spawnSync('psql', this.#psql(question), { encoding: 'utf8' });
    return said.status === 0 ? said.stdout.trim() : null;
  }

  /** From now on a commit waits for standbys of these names ('*': for any; '': for none). It is the checkpointer
   *  that makes commits wait, some time after it is told to read the settings again; its next checkpoint is later. */
  async waitsFor(names) {
    this.ask(`ALTER SYSTEM SET synchronous_standby_names = '${names}'`);
    this.ask('SELECT pg_reload_conf()');
    await until(
      () => this.ask('SHOW synchronous_standby_names') === names,
      () => 'the settings to be read again',
    );
    this.ask('CHECKPOINT');
  }

  /** The process that all others of it are children of. */
  get pid() {
    return Number(/^\d+/.exec(readFileSync(join(this.folder, 'data', 'postmaster.pid'), 'utf8'))[0]);
  }
}

/** What is real about it: every commit is on the disk, and its files are as PostgreSQL makes them. */
const REAL = ['fsync = on', 'autovacuum = on', 'max_connections = 60', "listen_addresses = '127.0.0.1'"];
/** A standby looks for who writes often, so that the test does not wait for it. */
const QUICK = ['wal_retrieve_retry_interval = 100ms', 'wal_keep_size = 128MB'];

/** A primary and a standby that every commit waits for, each on a port of its own. */
export class Pair {
  /** The folders and ports stay the same when the roles change. */
  static async start(settings = []) {
    const pair = new Pair();
    pair.both = [];
    for (let i = 0; i < 2; i++) pair.both.push(new Postgres(newFolder(), await freePort()));
    [pair.primary, pair.standby] = pair.both;
    pair.primary.does('make', `port = ${pair.primary.port}`, ...REAL, ...QUICK, ...settings);
    pair.primary.does('start');
    await pair.#follow();
    return pair;
  }

  /** For --journal: both, and the one that writes is taken; `ports` of what stands before them. */
  url(ports = this.both.map(({ port }) => port)) {
    const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
    return `postgres://postgres@${hosts}/postgres?target_session_attrs=read-write`;
  }

  ask(question) {
    return this.primary.ask(question);
  }

  /** Commits wait for the standby from the moment that it follows. */
  async #follow() {
    await this.standby.doing('follow', this.primary.folder, String(this.standby.port));
    await this.waits(true);
    await until(
      () => this.primary.asked('SELECT sync_state FROM pg_stat_replication') === 'sync',
      () => 'the standby to follow',
    );
  }

  /** Do commits wait for the standby? As an operator, or what watches for them, would say. */
  async waits(on) {
    await this.primary.waitsFor(on ? '*' : '');
  }

  /** The primary is gone in one instant; the standby goes on, alone. */
  async failOver() {
    this.primary.does('kill');
    await this.standby.doing('promote');
    [this.primary, this.standby] = [this.standby, this.primary];
    await this.waits(false);
  }

  /** What was the primary is made anew, and follows. */
  async mend() {
    await this.#follow();
  }

  remove() {
    for (const one of this.both) if (existsSync(one.folder)) one.does('remove');
  }
}
