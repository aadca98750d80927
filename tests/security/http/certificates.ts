/**
 * The certificates of the tests: two for `localhost`, with the names `first` and `second`, signed by one
 * authority.
 *
 * @module
 */

/** Where they lie: `ca.pem`, and a `.pem` and a `.key` for each. */
export const CERTIFICATES: string = `${import.meta.dirname}/certificates`;

/** Puts a certificate and its key to `cert.pem` and `key.pem` of a directory, over what is there. */
export async function installCertificate(
  dir: { at(name: string): string },
  name: "first" | "second",
): Promise<void> {
  await Deno.copyFile(`${CERTIFICATES}/${name}.pem`, dir.at("cert.pem"));
  await Deno.copyFile(`${CERTIFICATES}/${name}.key`, dir.at("key.pem"));
}

/** The name in the certificate that a server on a port of 127.0.0.1 shows. */
export async function shownName(port: number): Promise<string> {
  const { connect } = await import("node:tls");
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const ca = await Deno.readTextFile(`${CERTIFICATES}/ca.pem`);
  const socket = connect({ port, host: "127.0.0.1", servername: "localhost", ca });
  socket.on("secureConnect", () => {
    resolve(String(socket.getPeerCertificate().subject.CN));
    socket.destroy();
  });
  socket.on("error", reject);
  return await promise;
}
