/* lost.mjs -- the page for an address that is none: no script but the theme, one small style, a way back. Both
 * languages stand in it; that of the page shows, which the server chooses and the choice of this browser corrects. */
import { escaped } from '../core/escaped.mjs';
import { head } from './pages.mjs';

const part = (lang, texts) => `<div lang="${lang}" class="lost-${lang}">
<h1>${escaped(texts['lost.title'])}</h1>
<p>${escaped(texts['lost.text'])}</p>
<p><a class="lost-door" href="/">${escaped(texts['lost.door'])}</a></p>
<p class="soft">${escaped(texts['lost.trainer'])} <a href="/trainer/">${escaped(texts['lost.desk'])}</a></p>
</div>`;

const mark = `<svg class="mark" viewBox="0 0 28 28" aria-hidden="true" focusable="false">
<path d="M14 1v7" stroke-width="2" stroke-linecap="round"/>
<path d="M5.5 16.5a8.5 8.5 0 0 1 17 0z" class="mark-lamp" stroke-width="2" stroke-linejoin="round"/>
<path d="M2 24.5h24" stroke-width="3" stroke-linecap="round"/></svg>`;

const opening = (lang, title, files) =>
  head({ lang, surface: 'phone', title, files }, '<meta name="robots" content="noindex">');

export const lostPage = (lang, { nl, en }, files) => `${opening(lang, (lang === 'nl' ? nl : en)['page.lost'], files)}
<body>
<main class="lost">
<a class="wordmark" href="/">${mark}${escaped(nl['page.app'])}</a>
${part('nl', nl)}
${part('en', en)}
</main>
</body>
</html>
`;
