// postgres.mjs -- a PostgreSQL of the test's own, on a Unix socket in a folder of its own (tests/lib/postgres).
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './server.mjs';

export class Postgres {
  constructor(folder) {
    this.folder = folder;
    /** For --journal. */
    this.url = `postgres://postgres@/postgres?host=${folder}`;
  }

  static start() {
    const postgres = new Postgres(mkdtempSync(join(tmpdir(), 'dilemma-postgres-')));
    postgres.does('start');
    return postgres;
  }

  /** start, stop, crash, remove. */
  does(command) {
    execFileSync(join(ROOT, 'tests', 'lib', 'postgres'), [command, this.folder], { stdio: ['ignore', 'pipe', 'pipe'] });
  }

  /** What it answers to this, as text. */
  ask(question) {
    return execFileSync('psql', ['-h', this.folder, '-U', 'postgres', '-At', '-c', question], {
      encoding: 'utf8',
    }).trim();
  }
}
