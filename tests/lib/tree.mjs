// tree.mjs -- a copy of this tree, in which tools may change what they like.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

const same = (a, b) => existsSync(b) && readFileSync(a).equals(readFileSync(b));

/** The copy is as this tree is now, whatever an earlier run that was stopped has left in it. */
export function copyTree(root, tree) {
  const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const files = new Set(
    listed
      .trimEnd()
      .split('\0')
      .filter((file) => file && existsSync(join(root, file))),
  );
  mkdirSync(tree, { recursive: true });
  for (const file of files) if (!same(join(root, file), join(tree, file))) cpSync(join(root, file), join(tree, file));
  removeOthers(tree, '', files);
  const modules = join(tree, 'clients', 'node_modules');
  if (!existsSync(modules)) symlinkSync(join(root, 'clients', 'node_modules'), modules);
}

function removeOthers(tree, under, files) {
  for (const entry of readdirSync(join(tree, under), { withFileTypes: true })) {
    const path = join(under, entry.name);
    if (path === 'build' || entry.name === 'node_modules') continue;
    if (entry.isDirectory()) removeOthers(tree, path, files);
    else if (!files.has(path)) rmSync(join(tree, path));
  }
}
