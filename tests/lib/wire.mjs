// wire.mjs -- a wire of TCP that can be cut, or hang: what is on it waits then, and nothing says that it does.
import net from 'node:net';

export class Wire {
  #pairs = new Set();
  #isHung = false;

  /** To this port of this machine, from a port of its own. */
  static async to(port) {
    const wire = new Wire();
    wire.listener = net.createServer({ allowHalfOpen: true }, (near) => wire.#join(near, port));
    await new Promise((resolve) => wire.listener.listen(0, '127.0.0.1', resolve));
    wire.port = wire.listener.address().port;
    return wire;
  }

  #join(near, port) {
    const far = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const pair = [near, far];
    this.#pairs.add(pair);
    for (const [from, to] of [pair, [far, near]]) {
      from.setNoDelay(true);
      from.on('data', (piece) => to.write(piece));
      from.on('error', () => this.#end(pair));
      from.on('close', () => this.#end(pair));
      from.on('end', () => to.end());
      if (this.#isHung) from.pause();
    }
  }

  #end(pair) {
    this.#pairs.delete(pair);
    for (const socket of pair) socket.destroy();
  }

  /** Every connection is reset, wherever its bytes are. */
  cut() {
    for (const pair of [...this.#pairs]) {
      this.#pairs.delete(pair);
      for (const socket of pair) socket.resetAndDestroy();
    }
  }

  /** New connections are taken, too, and nothing comes of them. */
  hang(on) {
    this.#isHung = on;
    for (const pair of this.#pairs) for (const socket of pair) on ? socket.pause() : socket.resume();
  }

  close() {
    this.cut();
    this.listener.close();
  }
}
