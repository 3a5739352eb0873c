// cluster.mjs -- nodes on one database, and a proxy before them as server/CLUSTER.md asks for it: /NAME/... goes to the
// node of that name, without the name; all else to any node that can be reached.
import http from 'node:http';
import net from 'node:net';
import { Postgres } from './postgres.mjs';
import { Server, freePort } from './server.mjs';

const NAMED = /^\/([a-z][a-z0-9]*)(\/.*)$/;

export class Cluster {
  #turn = 0;
  #sockets = new Set();

  /** Nodes n1, n2, ...; `t`: the test after which all of it is gone. */
  static async start(count, t) {
    const postgres = Postgres.start();
    t.after(() => postgres.does('remove'));
    return Cluster.on(postgres, count, t);
  }

  /** On this database, which `urlOf` may let each node reach by a way of its own. */
  static async on(postgres, count, t, urlOf = () => postgres.url) {
    const cluster = new Cluster();
    cluster.postgres = postgres;
    cluster.nodes = new Map();
    for (let i = 1; i <= count; i++)
      cluster.nodes.set(
        `n${i}`,
        await Server.start(['--journal', await urlOf(`n${i}`), '--node', `n${i}`, '--trusted-proxy', '127.0.0.1'], t),
      );
    await cluster.#listen(t);
    return cluster;
  }

  node(name) {
    return this.nodes.get(name);
  }

  get trainerKey() {
    return this.node('n1').trainerKey;
  }

  others(name) {
    return [...this.nodes.keys()].filter((other) => other !== name);
  }

  /** Which node has the session of this code. */
  owner(code) {
    return this.postgres.ask(
      `SELECT n.name FROM dilemma.session s JOIN dilemma.node n ON n.id = s.node WHERE s.code = '${code}'`,
    );
  }

  /** Where a path goes: to whom, in the order in which they are tried, and what is asked there. */
  #way(url) {
    const [, name, rest] = NAMED.exec(url) ?? [];
    if (this.nodes.has(name)) return { to: [this.node(name).port], path: rest };
    const ports = [...this.nodes.values()].map((node) => node.port);
    const first = this.#turn++ % ports.length;
    return { to: [...ports.slice(first), ...ports.slice(0, first)], path: url };
  }

  #pass(request, response, body, { to: [port, ...others], path }) {
    if (port === undefined) {
      response.writeHead(502).end();
      return;
    }
    const { method, headers } = request;
    const onward = http.request({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => {
      if (response.headersSent) response.destroy();
      else this.#pass(request, response, body, { to: others, path });
    });
    response.on('close', () => onward.destroy());
    onward.end(body);
  }

  #upgrade(request, socket, { to: [port, ...others], path }) {
    if (port === undefined) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    let isThrough = false;
    const onward = net.connect(port, '127.0.0.1', () => {
      isThrough = true;
      const { rawHeaders } = request;
      const lines = Array.from(
        { length: rawHeaders.length / 2 },
        (_, i) => `${rawHeaders[2 * i]}: ${rawHeaders[2 * i + 1]}`,
      );
      onward.write(`GET ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.pipe(socket).pipe(onward);
    });
    const end = () => {
      onward.destroy();
      if (isThrough) socket.destroy();
      else this.#upgrade(request, socket, { to: others, path });
    };
    onward.on('error', end);
    onward.on('close', () => isThrough && socket.destroy());
    socket.on('error', () => onward.destroy());
    socket.on('close', () => onward.destroy());
  }

  async #listen(t) {
    const port = await freePort();
    const proxy = http.createServer((request, response) => {
      const chunks = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.on('end', () => this.#pass(request, response, Buffer.concat(chunks), this.#way(request.url)));
    });
    proxy.on('upgrade', (request, socket) => {
      this.#sockets.add(socket);
      this.#upgrade(request, socket, this.#way(request.url));
    });
    await new Promise((resolve) => proxy.listen(port, '127.0.0.1', resolve));
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
    t.after(() => {
      proxy.closeAllConnections();
      for (const socket of this.#sockets) socket.destroy();
      proxy.close();
    });
  }
}
