import { test } from 'node:test';
import { Person, launch } from '../lib/browser.mjs';
import { browser, kept, server } from '../lib/stage.mjs';
test('m', { timeout: 200000 }, async () => {
  for (let i = 0; i < 6; i++) {
    const t0 = Date.now();
    const p = await Person.open(browser, `${server.origin}/solo/`, { name: 'phone' });
    await p.page.locator('.option, input[type=radio]').first().waitFor();
    const cdp = await p.context.newCDPSession(p.page);
    await cdp.send('Performance.enable');
    const { metrics } = await cdp.send('Performance.getMetrics');
    const m = Object.fromEntries(metrics.map((x) => [x.name, x.value]));
    console.log(Date.now() - t0, 'ms', ['TaskDuration', 'ScriptDuration', 'LayoutDuration', 'RecalcStyleDuration', 'V8CompileDuration', 'DevToolsCommandDuration', 'ProcessTime'].map((k) => `${k} ${m[k]?.toFixed(2)}`).join(' '), m.Nodes);
    await p.context.close();
  }
});
