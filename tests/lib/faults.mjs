// faults.mjs -- bad input, as messages that any encoding can carry, and what the server must answer to each.
import assert from 'node:assert/strict';
import { Link } from './people.mjs';

const vote = (id, fields) => ({ t: 'command', id, type: 'vote_cast', round: 0, ...fields });
const nested = (depth) => (depth === 0 ? [] : [nested(depth - 1)]);

/** [message, code of the answer, field that it names] */
const MESSAGES = [
  [{ t: 'command', id: 1, type: 'dance' }, 'type_unknown'],
  [vote(2, {}), 'field_missing', 'option'],
  [vote(3, { option: 'B' }), 'field_wrong', 'option'],
  [vote(5, { option: 9, confidence: 0 }), 'field_wrong', 'option'],
  [nested(16), 'malformed'],
  [vote(4, { option: 0, confidence: 0, reason: 'x'.repeat(20_000) }), 'too_large'],
];

/** What no encoder writes: a text that is cut off, a map that claims more than there is. */
const BROKEN = {
  json: ['{"t":', '{"t":"ping"}}'],
  msgpack: [[0x81, 0xa1, 0x74], [0xdf, 0xff, 0xff, 0xff, 0xff], [0xc1]],
};

/** Everything above, in this encoding, each on a link of its own of the seat behind `token`. */
export async function sendFaults(server, token, encoding) {
  const answer = async (what, say) => {
    const evil = await Link.open(server, token, { encoding });
    say(evil);
    const said = await evil.until((l) => l.messages.find((m) => m.t === 'error' || m.t === 'rejected'), what);
    await evil.close();
    return said;
  };
  for (const [message, code, field] of MESSAGES) {
    const what = JSON.stringify(message).slice(0, 60);
    const said = await answer(what, (evil) => evil.send(message));
    assert.equal(said.code, code, what);
    if (field) assert.equal(said.field, field, `${what}: ${JSON.stringify(said)}`);
  }
  for (const raw of BROKEN[encoding]) {
    const said = await answer(String(raw), (evil) =>
      evil.socket.send(typeof raw === 'string' ? raw : Buffer.from(raw)),
    );
    assert.equal(said.code, 'malformed', String(raw));
  }
  // The other kind of frame than the one agreed on.
  const other = encoding === 'json' ? Buffer.from([0x80]) : '{}';
  assert.equal((await answer('the other kind of frame', (evil) => evil.socket.send(other))).code, 'malformed');
}
