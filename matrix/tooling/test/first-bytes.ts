/** Connections of which a test says with what each side's stream began. */
import type { Symptoms } from "../../diagnose/rule.ts";
import type { ConnectionEvidence, TlsTrial } from "../../domain/evidence.ts";
import { begunTls, connection, spoken, tlsRecords } from "./evidence.ts";
import { symptoms } from "./symptoms.ts";

type Spoken = Parameters<typeof spoken>[0];

/** "HTTP/1.1" */
export const http1: Spoken = { protocol: "http1", bytes: "485454502f312e31" };
export const otherBytes: Spoken = { protocol: "other", bytes: "deadbeef" };

/** What the builders answer with where a server speaks HTTP/1. */
export const statusLine = "HTTP/1.1 400 Bad Request";

const firstBytes = (client: Spoken, server: Spoken): ConnectionEvidence["wire"] => ({
  ...spoken(client, server, server === http1 ? statusLine : null),
  tls: client === tlsRecords || server === tlsRecords ? begunTls() : null,
});

/** A cell with one connection of these two streams. */
export const between = (
  client: Spoken,
  server: Spoken,
  over: Partial<Symptoms> = {},
  trials: readonly TlsTrial[] = [],
): Symptoms =>
  symptoms(
    "http2",
    { connections: [connection({ wire: firstBytes(client, server) })], trials },
    over,
  );

/** What came of the orchestrator's ClientHello that offers everything. */
export const wideTrial = (result: TlsTrial["result"], saw = `${result} it`): TlsTrial => ({
  narrowed: "nothing",
  result,
  saw,
});
