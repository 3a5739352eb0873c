// core_play.mjs -- plays a script of core_script.c with the exports of the WebAssembly module. It stands alone, so
// that a page can be given its source. Says what was compared, or throws at the first difference.
export function playScript(core, lines) {
  const count = { sessions: 0, events: 0, asked: 0, states: 0, looks: 0 };
  let session = '';
  const bytesOf = (hex) => Uint8Array.from(hex.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
  const put = (bytes) => {
    const at = core.in(bytes.length);
    new Uint8Array(core.memory.buffer, at, bytes.length).set(bytes);
    return bytes.length;
  };
  const out = () => new Uint8Array(core.memory.buffer, core.out(), core.out_bytes()).slice();
  const hex = (number, digits) => (number >>> 0).toString(16).padStart(digits, '0');
  const same = (what, is, wanted) => {
    if (is !== wanted) throw new Error(`${session}, event ${core.seq()}: ${what} is ${is} and natively ${wanted}`);
  };
  const apply = (event) => {
    same('applying', core.apply(put(event)), 0);
    count.events++;
  };
  const does = {
    fixture: (name) => {
      session = name;
      core.twin_fixture();
      count.sessions++;
    },
    event: (text) => apply(bytesOf(text)),
    ask: (reject, text) => {
      same(`the answer to ${text}`, core.decide(put(bytesOf(text))) >>> 0, Number(reject));
      const events = out();
      const view = new DataView(events.buffer);
      for (let at = 0; reject === '0' && at < events.length; ) {
        const bytes = view.getUint32(at, true);
        apply(events.subarray(at + 4, at + 4 + bytes));
        at += 4 + bytes;
      }
      count.asked++;
    },
    state: (hash) => {
      core.hash();
      same(
        'the state',
        [...out()]
          .reverse()
          .map((byte) => hex(byte, 2))
          .join(''),
        hash,
      );
      count.states++;
    },
    looks: (now, hash) => {
      const half = (high) => hex(core.twin_looks(Number(now), high), 8);
      same('what people see', half(1) + half(0), hash);
      count.looks++;
    },
  };
  for (const line of lines) {
    const [what, ...words] = line.split(' ');
    if (line !== '') does[what](...words);
  }
  return count;
}
