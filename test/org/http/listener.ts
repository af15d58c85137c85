// The socket: plain HTTP or TLS on 127.0.0.1. Idle connections are kept 65 s, because the clients do not retry a
// request that meets a connection the server has just closed.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate.ts';
import { LONGEST_HEADERS, LONGEST_URI } from './incoming.ts';

const KEEP_ALIVE_MILLISECONDS = 65_000;
const STOP_GRACE_MILLISECONDS = 250;

export interface Listener {
  readonly url: string;
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1; port 0 takes a free one. A defect in `answer` ends that connection and is told to `onDefect`. */
export async function listen(options: {
  port: number;
  certificate?: Certificate;
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  onDefect: (error: unknown) => void;
}): Promise<Listener> {
  const handler = (request: IncomingMessage, response: ServerResponse): void => {
    options.answer(request, response).catch((error: unknown) => {
      response.destroy();
      options.onDefect(error);
    });
  };
  const settings = {
    keepAliveTimeout: KEEP_ALIVE_MILLISECONDS,
    maxHeaderSize: 4 * (LONGEST_URI + LONGEST_HEADERS),
  };
  const server: Server = options.certificate
    ? createTlsServer(
        { ...settings, key: options.certificate.key, cert: options.certificate.certificate },
        handler,
      )
    : createServer(settings, handler);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: options.certificate ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve) => {
        // What is idle goes at once (close() sees to that); what is under way may finish, if it does so soon.
        const grace = setTimeout(() => server.closeAllConnections(), STOP_GRACE_MILLISECONDS);
        server.close(() => {
          clearTimeout(grace);
          resolve();
        });
      }),
  };
}
