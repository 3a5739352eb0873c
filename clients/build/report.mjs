/* report.mjs -- the page of reports as one file, for `dilemma playtest --html`: script and style stand in
 * it, allowed by their hashes and nothing else; it fetches nothing, so it works from disk. The program
 * puts its lines into the empty element (server/lab/content/report_page.c). */
import { createHash } from 'node:crypto';
import { escaped } from '../core/escaped.mjs';

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/* A closing tag inside a script or a style would end it. */
const inside = (text) => text.replace(/<\/(script|style)/gi, '<\\/$1');

export function reportTemplate({ title, noscript, theme, script, style }) {
  // The fonts stay with the server: a report has those of the device.
  const css = inside(style.replace(/@font-face\s*\{[^}]*\}/g, '').trim());
  const [early, late] = [inside(theme.trim()), inside(script.trim())];
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(early)} ${hashOf(late)}`,
    `style-src ${hashOf(css)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="nl" data-surface="trainer">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<script>${early}</script>
<style>${css}</style>
</head>
<body>
<div id="app"><noscript>${escaped(noscript)}</noscript></div>
<script type="application/json" id="lines"></script>
<script type="module">${late}</script>
</body>
</html>
`;
}
