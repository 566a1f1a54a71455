import type { Cell } from "../../domain/cell.ts";
import type { Configured, HostTakes } from "../../domain/evidence.ts";
import { certificateFacts } from "../../wire/certificate-facts.ts";
import { serverName } from "../pki/server-name.ts";
import type { Testbed } from "./testbed.ts";

/** null where the client is to present nothing. */
export const clientCredential = async ({ pki }: Pick<Testbed, "pki">, cell: Cell) =>
  cell.clientKey === null || cell.clientCertificate === "absent"
    ? null
    : pki.client(cell.clientKey, cell.clientCertificate);

/** What a standalone cell was configured with. */
export const configuredFor = async (
  testbed: Pick<Testbed, "pki">,
  cell: Cell,
  startedAt: Date,
): Promise<Configured> => {
  const { pki } = testbed;
  const server =
    cell.serverKey === null ? null : await pki.server(cell.serverKey, cell.serverCertificate);
  const client = await clientCredential(testbed, cell);
  const facts = (der: Uint8Array) => certificateFacts(der);
  const authority = facts(pki.caDer);
  const trusted = authority ? [authority] : [];
  return {
    server: server && facts(server.der),
    client: client && facts(client.der),
    clientTrusts: server ? trusted : [],
    serverTrusts: cell.mode === "mtls" ? trusted : [],
    intermediates: (await pki.intermediates()).flatMap((der) => facts(der) ?? []),
    serverName: server ? serverName : null,
    at: startedAt.toISOString(),
  };
};

/** What hosts of the KV plugin take (CONTRACT.md). */
export const kvHost: HostTakes = { versions: ["1"], protocols: ["grpc"] };

/** Of a plugin, where both sides make what they show; the line and the environment have it. */
export const configuredByPlugin = (startedAt: Date, host: HostTakes | undefined): Configured => ({
  server: null,
  client: null,
  clientTrusts: [],
  serverTrusts: [],
  intermediates: [],
  serverName: "localhost",
  at: startedAt.toISOString(),
  ...(host && { host }),
});
