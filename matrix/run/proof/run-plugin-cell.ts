import { pluginBehaviourNamed } from "../../behaviours/plugin/plugin-behaviours.ts";
import type { Cell } from "../../domain/cell.ts";
import type { ClientTls, Observed } from "../../domain/prove.ts";
import type { Attempt } from "../evidence/attempt.ts";
import type { TappedConnection } from "../observe/tap.ts";
import type { Proof } from "../plan/plan.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { openAnswerers } from "./answerers.ts";
import { asHost } from "./as-host.ts";
import { checkClaims, checkShutdown } from "./claims.ts";
import type { clientControlRegistry } from "./client-control-registry.ts";
import type { RunningClient } from "./client-pool.ts";
import { captureOf, cellEvidence, certificateFrom, processEvidence } from "./collect.ts";
import { configuredByPlugin, kvHost } from "./configured.ts";
import { depthFor } from "./depth-for.ts";
import { holdClaims, holdClaimsOfFailure, nothingHeld } from "./hold-claims.ts";
import { interpose, interposed } from "./interpose.ts";
import { provePluginBehaviour } from "./plugin-behaviour-proof.ts";
import { askedOfPlugin } from "./prove-request.ts";
import { settleMs } from "./run-standalone-cell.ts";
import { serverControls } from "./server-controls.ts";
import { serverHandshake } from "./server-handshake.ts";
import { judgeSteps } from "./steps.ts";
import { checkDialled } from "./tap-fault.ts";
import type { Testbed } from "./testbed.ts";
import { unsupportedBy } from "./unsupported-plugin.ts";
import { wireWitness } from "./wire-witness.ts";

/** The client starts the server, through the launcher, and ends it. */
export const runPluginCell = async (
  testbed: Testbed,
  cell: Cell,
  proof: Proof,
  client: RunningClient,
  clientControls: ReturnType<typeof clientControlRegistry>,
): Promise<Attempt> => {
  const begun = performance.now();
  const startedAt = new Date();
  const { worker } = client;
  const clientMark = worker.process.stderr.total;
  const tls = await hostTls(testbed, cell, client);
  const asked = await askedOfPlugin(testbed, cell, proof, tls, "plugin");
  const { slot, request, rounds } = asked;
  const ownerOf = testbed.ownersFor(slot.program);
  const { answered, owner } = openAnswerers();
  const interposing = interpose(testbed, slot, answered(ownerOf));
  try {
    const answer = await worker.prove(request);
    const { tap, line, endpoint } = await interposed(interposing, slot, answer);
    if (answer.kind === "unsupported") {
      return { kind: "unsupported", by: `client ${cell.client}`, reason: answer.reason };
    }
    let steps = judgeSteps(rounds, answer.steps);
    const passed = steps.every((step) => step.passed);
    const connections = tap?.connections ?? [];
    const keyLogs = [client.folder.keyLog, asked.folder.keyLog];
    if (!passed) {
      checkClaims(cell.client, answer, connections.length, rounds);
      holdClaimsOfFailure(cell.client, request.steps, answer, { connections, keyLogs });
    }
    const controls =
      passed && endpoint
        ? (
            await Promise.all([
              clientControls(cell, client, tls),
              serverControls(
                { endpoint, ownerOf },
                `${cell.server} of this cell`,
                cell.mode,
                testbed.pki,
              ),
            ])
          ).flat()
        : [];
    const held = passed
      ? await holdClaims(cell.client, request.steps, answer, {
          connections,
          upstream: [],
          keyLogs,
          server: await asHost(testbed, cell, endpoint, slot),
        })
      : nothingHeld;
    const shown =
      !passed && endpoint && spokeTls(connections)
        ? await serverHandshake(endpoint, pluginName)
        : null;
    let last: Observed = answer;
    if (answer.session !== null) {
      const shutdown = asked.ending(answer.session, passed);
      const ending = await worker.prove(shutdown.request);
      if (ending.kind === "observed") {
        last = {
          ...answer,
          steps: [...answer.steps, ...ending.steps],
          clientCertificate: ending.clientCertificate ?? answer.clientCertificate,
          serverCertificate: ending.serverCertificate ?? answer.serverCertificate,
        };
        steps = [...steps, ...judgeSteps(shutdown.rounds, passed ? ending.steps : [])];
        if (passed) checkShutdown(cell.client, ending, wireWitness(connections, keyLogs));
      }
    }
    const end = await slot.stop();
    if (end.kind === "never-launched") {
      const said = answer.start?.error?.message ?? "nothing of it";
      throw new HarnessFault(
        `client ${cell.client} never started the plugin that it was given, and said: ${said}`,
      );
    }
    if (end.kind === "lost") throw new HarnessFault(`the plugin's end is lost: ${end.reason}`);
    await tap?.settled(settleMs(passed));
    const unsupported = unsupportedBy(cell, end, slot);
    if (unsupported) return unsupported;
    const behaviour = passed ? pluginBehaviourNamed(cell.behaviour) : undefined;
    const behaved = behaviour
      ? await provePluginBehaviour(
          { testbed, cell, client, tls, deadlineMs: proof.deadlineMs },
          behaviour,
        )
      : null;
    if (behaved?.kind === "unsupported") return behaved;
    if (behaved) steps = [...steps, behaved.step];
    const depth = depthFor(testbed, passed && steps.every((step) => step.passed), controls);
    checkDialled(connections);
    const collected = cellEvidence({
      depth,
      begun,
      tlsRead: held.tls,
      connections,
      keyLogs,
      client: processEvidence(worker.process.stderr.since(clientMark), null, true),
      server: processEvidence(slot.stderr.since(0), end, false),
      handshakeLine: line,
      clientCertificate: await slot.clientCertificate.orAfter(0, null),
      trials: [],
      upstream: null,
      configured: configuredByPlugin(startedAt, kvHost),
      report: last,
      behaviour: behaved?.result ?? null,
    });
    const evidence = {
      ...collected,
      ...(shown?.schemes && { schemesRequested: shown.schemes }),
      ...(shown && { versionChosen: shown.version }),
    };
    return {
      kind: "tried",
      steps,
      client: "in-time",
      controls,
      evidence,
      seen: {
        byClient: certificateFrom(last.serverCertificate),
        byServer: certificateFrom(last.clientCertificate),
        byOrchestrator: null,
        insistedOn: null,
        calls: held.seen,
        listener: owner(),
      },
      serverAt: null,
      capture: depth === "everything" ? captureOf(connections, evidence, keyLogs) : null,
      deadlineMs: request.deadlineMs,
    };
  } finally {
    // A client that died in its request has left the plugin to its launcher.
    await slot.stop();
    const { tap } = await interposing.orAfter(0, { tap: null }).catch(() => ({ tap: null }));
    tap?.close();
  }
};

const hostTls = async (
  { pki }: Pick<Testbed, "pki">,
  { id, mode, clientKey }: Cell,
  { folder }: RunningClient,
): Promise<ClientTls> => {
  if (mode !== "auto-mtls") return { mode: "none" };
  if (clientKey === null) throw new Error(`${id} has no client key`);
  return { mode, keyType: clientKey, key: folder.copyOf((await pki.client(clientKey)).key) };
};

/** The name in the certificates of auto-mTLS. */
const pluginName = "localhost";

const spokeTls = (connections: readonly TappedConnection[]): boolean =>
  connections.at(-1)?.client.bytes()[0] === handshakeRecord;

/** RFC 8446 section 5.1. */
const handshakeRecord = 22;
