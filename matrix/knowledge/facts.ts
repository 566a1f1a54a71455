import type { FactName } from "../domain/fact.ts";
import type { FactTable } from "./fact-row.ts";
import { certificateFacts } from "./facts/certificates.ts";
import { handshakeFacts } from "./facts/handshake.ts";
import { httpFacts } from "./facts/http.ts";
import { pluginFacts } from "./facts/plugins.ts";
import { protocolFacts } from "./facts/protocols.ts";
import { transportFacts } from "./facts/transport.ts";
import { wrapperFacts } from "./facts/wrappers.ts";

/** What each fact comes to, but for alerts, which have a table of their own. */
export const facts: FactTable<Exclude<FactName, "alert-received" | "alert-sent">> = {
  ...certificateFacts,
  ...handshakeFacts,
  ...protocolFacts,
  ...transportFacts,
  ...httpFacts,
  ...pluginFacts,
  ...wrapperFacts,
};
