/* theme-early.js -- runs before the first paint, so that a dark room stays dark. The choice of the
 * person (kept by core/storage.ts) wins over that of the device. */
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  function apply() {
    let kept = {};
    try {
      kept = JSON.parse(localStorage.getItem('dk.reading') || '{}') || {};
    } catch {
      kept = {};
    }
    const theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : dark.matches ? 'dark' : 'light';
    root.setAttribute('data-theme', theme);
    if (kept.text === 'large' || kept.text === 'larger') root.setAttribute('data-text', kept.text);
    else root.removeAttribute('data-text');
    if (kept.lang === 'nl' || kept.lang === 'en') root.lang = kept.lang;
  }
  apply();
  dark.addEventListener('change', apply);
  addEventListener('dk-reading', apply);
  addEventListener('beforeprint', () => {
    root.setAttribute('data-theme', 'light');
  }); // Paper is light.
  addEventListener('afterprint', apply);
})();
