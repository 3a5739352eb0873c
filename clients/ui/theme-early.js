/* theme-early.js -- runs before the first paint, so that a dark room stays dark. The choice of the
 * person (kept by core/reading.ts) wins over that of the device. */
(() => {
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  function kept() {
    try {
      return JSON.parse(localStorage.getItem('dk.reading') || '{}') || {};
    } catch {
      return {};
    }
  }
  function apply() {
    const { theme, text } = kept();
    root.setAttribute('data-theme', theme === 'light' || theme === 'dark' ? theme : dark.matches ? 'dark' : 'light');
    if (text === 'large' || text === 'larger') root.setAttribute('data-text', text);
    else root.removeAttribute('data-text');
  }
  const { lang } = kept(); // Once: from here on the page says in which language it is.
  if (lang === 'nl' || lang === 'en') root.lang = lang;
  apply();
  dark.addEventListener('change', apply);
  addEventListener('dk-reading', apply);
  addEventListener('beforeprint', () => {
    root.setAttribute('data-theme', 'light');
  }); // Paper is light.
  addEventListener('afterprint', apply);
})();
