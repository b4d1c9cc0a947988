// A port for a server that cannot choose a free one itself.
import { createServer, type AddressInfo } from 'node:net';

/** A port of 127.0.0.1 on which nothing listens at present. */
export async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', resolve);
  });
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
