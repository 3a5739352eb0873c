// json_reporter.mjs -- for scripts.mjs: one JSON object per test, on stdout.
export default async function* report(events) {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    if (data.details?.type === 'suite' || data.nesting > 0 || data.skip !== undefined) continue;
    const seconds = Math.round(data.details.duration_ms) / 1000;
    yield `${JSON.stringify({ name: data.name, passed: type === 'test:pass', value: seconds, unit: 's' })}\n`;
    if (type === 'test:fail')
      process.stderr.write(`${data.name}: ${data.details.error?.cause?.stack ?? data.details.error}\n`);
  }
}
