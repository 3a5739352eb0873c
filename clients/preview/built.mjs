/* built.mjs -- the preview as one script, served on a free port of this machine. */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as esbuild from 'esbuild';
import { drawnFaces } from '../build/faces.mjs';
import { plugins, root } from '../build/plugins.mjs';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');
const types = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
  '.html': 'text/html; charset=utf-8',
};

export async function servePreview(port = 0) {
  const out = mkdtempSync(path.join(tmpdir(), 'dk-preview-'));
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: { preview: 'preview/main.tsx' },
    outdir: out,
    assetNames: '[name]',
    bundle: true,
    format: 'esm',
    target: 'es2020',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.woff2': 'file', '.webp': 'file' },
    plugins: plugins(null),
    logLevel: 'error',
    sourcemap: false,
  });
  const { files, hash } = drawnFaces();
  const faces = new Map(files);
  const page = `<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Preview</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<script src="/assets/theme.js"></script>
<link rel="stylesheet" href="/assets/preview.css"><link rel="icon" href="/assets/icon.svg">
<script type="module" src="/assets/preview.js"></script></head><body><div id="app"></div></body></html>`;
  const find = (url) => {
    if (url === '/') return ['.html', page];
    if (url === '/assets/theme.js') return ['.js', readFileSync(path.join(root, 'ui/theme-early.js'))];
    if (url === '/assets/icon.svg') return ['.svg', readFileSync(path.join(root, 'ui/icon.svg'))];
    if (url.startsWith('/api/qr.svg')) return ['.svg', readFileSync(path.join(root, 'preview/qr.svg'))];
    const name = path.basename(url);
    if (name.endsWith(`-${hash}.svg`)) return ['.svg', faces.get(name.replace(`-${hash}`, ''))];
    if (url.startsWith('/assets/')) return [path.extname(name), readFileSync(path.join(out, name))];
    return null;
  };
  const server = createServer((request, response) => {
    let found = null;
    try {
      found = find(new URL(request.url, 'http://x').pathname);
    } catch {
      found = null;
    }
    if (found === null) return void response.writeHead(404).end('{}');
    response
      .writeHead(200, { 'Content-Type': types[found[0]], 'Content-Security-Policy': CSP, 'Cache-Control': 'no-store' })
      .end(found[1]);
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { address: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
