// proxy.mjs -- networks that are in the way.
import http from 'node:http';
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
