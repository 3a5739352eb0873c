// proxy.mjs -- networks that are in the way.
import http from 'node:http';
import net from 'node:net';
import { freePort } from './server.mjs';

/** A proxy as some venues have: plain HTTP goes through, an upgrade is dropped without an answer. One that looks for
 *  viruses keeps every answer until it has ended, so that of a stream nothing comes, ever. */
export async function strictProxy(server, { keeps = false } = {}) {
  const port = await freePort();
  const proxy = http.createServer((request, response) => {
    const onward = http.request(
      { host: '127.0.0.1', port: server.port, method: request.method, path: request.url, headers: request.headers },
      (answer) => {
        const kept = [];
        const pass = () => response.writeHead(answer.statusCode, answer.headers);
        if (!keeps) {
          pass();
          answer.pipe(response);
          return;
        }
        answer.on('data', (chunk) => kept.push(chunk));
        answer.on('end', () => {
          pass();
          response.end(Buffer.concat(kept));
        });
        answer.on('error', () => response.destroy());
      },
    );
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  let upgrades = 0;
  proxy.on('upgrade', (_, socket) => {
    upgrades++;
    socket.destroy();
  });
  await new Promise((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${port}`,
    upgrades: () => upgrades,
    close: () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}

/** A site of which a path is ours: below it everything goes to the server, without the path; all else is somebody
 *  else's. `asked`: the paths that came for somebody else. */
export async function pathProxy(path) {
  const port = await freePort();
  const asked = [];
  let to;
  const ways = new Set();
  const inside = (request) => (request.url.startsWith(`${path}/`) ? request.url.slice(path.length) : null);
  const proxy = http.createServer((request, response) => {
    const url = inside(request);
    if (url === null) {
      asked.push(request.url);
      response.writeHead(404).end();
      return;
    }
    const { method, headers } = request;
    const onward = http.request({ host: '127.0.0.1', port: to, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => response.destroy());
    response.on('close', () => onward.destroy());
    request.pipe(onward);
  });
  proxy.on('upgrade', (request, socket) => {
    const url = inside(request);
    if (url === null) {
      asked.push(request.url);
      socket.destroy();
      return;
    }
    const onward = net.connect(to, '127.0.0.1', () => {
      const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}\r\n`);
      onward.write(`GET ${url} HTTP/1.1\r\n${headers.join('')}\r\n`);
      onward.pipe(socket).pipe(onward);
    });
    for (const [one, other] of [
      [onward, socket],
      [socket, onward],
    ]) {
      ways.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
  });
  await new Promise((resolve) => proxy.listen(port, '127.0.0.1', resolve));
  return {
    site: `http://127.0.0.1:${port}${path}`,
    asked,
    leadTo: (server) => {
      to = server.port;
    },
    close: () => {
      proxy.closeAllConnections();
      for (const way of ways) way.destroy();
      proxy.close();
    },
  };
}
