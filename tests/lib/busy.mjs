// busy.mjs -- how long pages keep their own thread, from a trace of the browser. Counted is the time that the processor
// spent on it, so that whatever else this machine does is left out.

const CATEGORIES = ['toplevel', 'blink.user_timing', '__metadata'];
const MARK = 'busy:';

/** What happens in `act`, as the busiest stretch and all of them together, in ms, of each of these pages by name. */
export async function busyWhile(browser, pages, act) {
  await browser.startTracing(undefined, { categories: CATEGORIES });
  for (const [name, page] of pages) await page.evaluate((mark) => performance.mark(mark), MARK + name);
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  return [...pages.keys()].map((name) => ({ screen: name, ...stretches(traceEvents, name) }));
}

/** The tasks of the thread that left this mark. */
function stretches(events, name) {
  const mark = events.find((one) => one.name === MARK + name);
  const tasks = events
    .filter((one) => one.pid === mark?.pid && one.tid === mark.tid && one.name === 'ThreadControllerImpl::RunTask')
    .map((one) => (one.tdur ?? one.dur ?? 0) / 1000);
  return {
    longest_ms: Math.round(Math.max(0, ...tasks)),
    busy_ms: Math.round(tasks.reduce((sum, ms) => sum + ms, 0)),
    over_50: tasks.filter((ms) => ms > 50).length,
  };
}

/** A page whose processor is so many times slower than this machine. */
export async function slowed(page, times) {
  const link = await page.context().newCDPSession(page);
  await link.send('Emulation.setCPUThrottlingRate', { rate: times });
}
