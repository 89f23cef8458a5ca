import { createServer } from "node:net";

/**
 * A port of the loopback address that nobody listens on, chosen by the system: two test runs on one
 * machine do not meet.
 * @returns {Promise<number>}
 */
export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address && typeof address === "object") resolve(address.port);
        else reject(new Error("127.0.0.1 has no free port"));
      });
    });
  });
}
