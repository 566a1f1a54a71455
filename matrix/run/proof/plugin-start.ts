/** A start of a plugin behaviour: the host starts the plugin, uses it and ends it, and the orchestrator looks. */
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type {
  PluginStart,
  ShownStart,
  StartWire,
} from "../../behaviours/plugin/plugin-behaviour.ts";
import type { ConnectionOwner } from "../../domain/evidence.ts";
import type { HostOptions, Observed } from "../../domain/prove.ts";
import { readGrpcStreams } from "../../wire/grpc-calls.ts";
import { joinedKeyLogs, type KeyLog } from "../../wire/key-log.ts";
import { protocolOf } from "../../wire/stream-protocol.ts";
import { yamuxStreams } from "../../wire/yamux.ts";
import { demultiplexed } from "../observe/demultiplexed.ts";
import type { Endpoint, TappedConnection } from "../observe/tap.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { openAnswerers } from "./answerers.ts";
import { asHost } from "./as-host.ts";
import { checkClaims } from "./claims.ts";
import { fileFacts } from "./file-facts.ts";
import { holdClaims, holdClaimsOfFailure } from "./hold-claims.ts";
import { interpose, interposed } from "./interpose.ts";
import type { PluginPair } from "./plugin-pair.ts";
import { followed, nothingFollowed } from "./plugin-sequel.ts";
import { type NamedFolder, nameFolder } from "./socket-folder.ts";
import { startLimitMs } from "./start-limit.ts";
import { differenceIn, proofSteps } from "./steps.ts";
import { unsupportedBy } from "./unsupported-plugin.ts";

export type Started = Readonly<
  { kind: "unsupported"; by: string; reason: string } | { kind: "shown"; shown: ShownStart }
>;

/** @throws HarnessFault if the client reports what did not happen. */
export const startPlugin = async (pair: PluginPair, start: PluginStart): Promise<Started> => {
  const { testbed, cell, client, tls, deadlineMs } = pair;
  const startup = testbed.startup(cell.server, "plugin");
  const slot = testbed.registry.slot(startup.argv, "plugin");
  const folder = start.host.sockets ? nameFolder(testbed, start.host.sockets) : null;
  const rounds = proofSteps(start.proof, randomBytes(8).toString("hex"));
  const { answered, owner } = openAnswerers("one");
  let files: Pick<ShownStart, "socket"> & Directory = { socket: null, directory: null };
  const look = async ({ network, address }: Endpoint) => {
    files = {
      socket: network === "unix" ? fileFacts(address) : null,
      directory: await directoryOf(slot),
    };
  };
  const interposing = interpose(
    testbed,
    slot,
    answered(testbed.ownersFor(slot.program)),
    look,
    recordedBytes,
  );
  try {
    const host = hostOptions(start, folder, slot.argv);
    const request = {
      target: {
        kind: "plugin",
        argv: slot.argv,
        environment: {
          ...startup.environment,
          KV_SERVER_CONFIG: await testbed.pluginConfig(cell, startup.folder, start.plugin),
        },
        ...(Object.keys(host).length > 0 && { host }),
        startTimeoutMs: startLimitMs,
      },
      tls,
      deadlineMs: deadlineMs + startLimitMs,
      keepOpen: true,
      steps: rounds.map(({ step }) => step),
    } as const;
    const answer = await client.worker.prove(request);
    if (answer.kind === "unsupported") {
      return { kind: "unsupported", by: `client ${cell.client}`, reason: answer.reason };
    }
    const refusal = answer.start?.error?.message ?? null;
    const outlivesRefusal = refusal !== null && (await isRunning(slot));
    const { line, tap, endpoint } = await interposed(interposing, slot, answer);
    const keyLogs = [client.folder.keyLog, startup.folder.keyLog];
    const connections = (tap?.connections ?? []).flatMap(demultiplexed);
    const difference = differenceIn(rounds, answer.steps) ?? anothers(owner());
    if (difference === null) {
      // A plugin that multiplexes takes no other connection than its host's.
      const server = start.host.multiplex ? null : await asHost(testbed, cell, endpoint, slot);
      const held = { connections, upstream: [], keyLogs, server };
      await holdClaims(cell.client, request.steps, answer, held);
    } else {
      checkClaims(cell.client, answer, connections.length, rounds);
      holdClaimsOfFailure(cell.client, request.steps, answer, { connections, keyLogs });
    }
    const sequel =
      difference === null && start.sequel
        ? await followed(pair, start.sequel, answer, { slot, tap })
        : nothingFollowed;
    await end(pair, answer);
    const ended = await slot.stop();
    if (ended.kind === "lost") throw new HarnessFault(`the plugin's end is lost: ${ended.reason}`);
    const unsupported = unsupportedBy(cell, ended, slot);
    if (unsupported?.kind === "unsupported") return unsupported;
    if (sequel.kind === "unsupported") return sequel;
    const environment = await slot.environment.orAfter(0, null);
    return {
      kind: "shown",
      shown: {
        start,
        environment,
        line: line?.cleanLine(8192).trim().split("|") ?? null,
        socket: files.socket,
        sockets: folder && folderSeen(folder, files, environment),
        wire: {
          spoken: spokenOn(tap?.connections[0]),
          streams: streamsOf((tap?.connections ?? []).flatMap(demultiplexed), keyLogs),
        },
        refusal,
        outlivesRefusal,
        difference,
        ...sequel.shown,
      },
    };
  } finally {
    await slot.stop();
    const { tap } = await interposing.orAfter(0, { tap: null }).catch(() => ({ tap: null }));
    tap?.close();
  }
};

/** The line may name an address that another program listens at. */
const anothers = (owner: ConnectionOwner): string | null =>
  owner.kind === "other" ? `another process answered: ${owner.process}` : null;

/** More than any start sends. */
const recordedBytes = 2 ** 20;

/** A host that refuses a plugin ends it before it says so; on a machine under load the launcher tells of it seconds later. */
const refusalMs = 3_000;

const isRunning = async (slot: PluginSlot): Promise<boolean> =>
  (await slot.environment.orAfter(0, null)) !== null &&
  (await slot.ended.orAfter(refusalMs, null)) === null;

const hostOptions = (
  { host: { protocolVersions, checksum, multiplex, output } }: PluginStart,
  folder: NamedFolder | null,
  [program = ""]: readonly string[],
): HostOptions => ({
  ...(protocolVersions && { protocolVersions }),
  ...(checksum && { sha256: checksumOf(checksum === "right" ? readFileSync(program) : program) }),
  ...(multiplex && { multiplex }),
  ...(output && { output }),
  ...(folder && { sockets: folder.options }),
});

const spokenOn = (connection: TappedConnection | undefined): StartWire["spoken"] => {
  const said = (side: "client" | "server") => {
    const bytes = connection?.[side].bytes() ?? new Uint8Array();
    return yamuxStreams(bytes) ? "yamux" : protocolOf(bytes);
  };
  return { client: said("client"), server: said("server") };
};

const checksumOf = (content: string | Uint8Array): string =>
  createHash("sha256").update(content).digest("hex");

const streamsOf = (
  connections: readonly TappedConnection[],
  keyLogs: readonly KeyLog[],
): StartWire["streams"] => {
  const secrets = joinedKeyLogs(keyLogs);
  const read = connections.map(({ client, server }) => ({
    ...readGrpcStreams({ client: client.bytes(), server: server.bytes(), secrets }),
    isWhole: client.isWhole && server.isWhole,
  }));
  return read.every(({ complete, isWhole }) => complete && isWhole)
    ? read.flatMap(({ streams }) => streams)
    : null;
};

type Directory = Readonly<{ directory: ReturnType<typeof fileFacts> }>;

const directoryName = "PLUGIN_UNIX_SOCKET_DIR";

const directoryOf = async (slot: PluginSlot) => {
  const path = (await slot.environment.orAfter(0, null))?.[directoryName];
  return path === undefined ? null : fileFacts(path);
};

const folderSeen = (
  folder: NamedFolder,
  { directory }: Directory,
  environment: ShownStart["environment"],
) => {
  const path = environment?.[directoryName];
  return folder.seen({ directory, isLeft: path !== undefined && fileFacts(path) !== null });
};

/** The host is to end its plugin, as go-plugin's Kill does. */
const end = async ({ client, tls, deadlineMs }: PluginPair, answer: Observed): Promise<void> => {
  if (answer.session === null) return;
  await client.worker.prove({
    target: { kind: "session", id: answer.session },
    tls,
    deadlineMs,
    keepOpen: false,
    steps: [{ name: "shutdown", calls: [{ call: "shutdown", continueOn: [] }] }],
  });
};
