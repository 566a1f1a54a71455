import type { ClientTls, ProveRequest, Step } from "../../domain/prove.ts";
import type { Endpoint } from "../../run/observe/tap.ts";
import type { PluginSlot } from "../../run/supervise/plugin-registry.ts";
import type { Bench } from "../bench.ts";
import type { Finding } from "../clause.ts";
import type { ClientProcess } from "./client-process.ts";
import type { Peer, PeerOptions } from "./peer.ts";
import { withPeer } from "./proving.ts";

/** A process that a client starts as a plugin, and the server in this process whose address it announces. */
export type PluginPeer = Peer &
  Readonly<{
    slot: PluginSlot;
    request(steps: readonly Step[], others?: Partial<ProveRequest>): ProveRequest;
  }>;

export type PluginPeerOptions = PeerOptions &
  Readonly<{
    /** What the process prints when it has been started; null prints nothing. */
    line?(endpoint: Endpoint): string | null;
    /** `none` unless it is named. */
    clientTls?: ClientTls;
  }>;

export const plainLine = ({ network, address }: Endpoint): string =>
  `1|1|${network}|${address}|grpc|`;

/** As the orchestrator's; a client that gives up at its own limit is to be seen. */
const startTimeoutMs = 5000;

/** A plugin for the client, which is ended afterwards, if the client has not done so. */
export const withPlugin = (
  bench: Bench,
  { line = plainLine, clientTls = { mode: "none" }, ...options }: PluginPeerOptions,
  check: (client: ClientProcess, plugin: PluginPeer) => Promise<Finding>,
): Promise<Finding> =>
  withPeer(bench, options, async (client, peer) => {
    const slot = bench.registry.slot([process.execPath], "decoy");
    const printed = line(peer.endpoint);
    if (printed !== null) slot.clientCertificate.notify(() => slot.announce(printed));
    const request: PluginPeer["request"] = (steps, others = {}) => ({
      target: { kind: "plugin", argv: slot.argv, environment: {}, startTimeoutMs },
      tls: clientTls,
      deadlineMs: startTimeoutMs + 5000,
      keepOpen: false,
      steps,
      ...others,
    });
    try {
      return await check(client, { ...peer, slot, request });
    } finally {
      await slot.stop();
    }
  });
