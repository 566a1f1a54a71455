import { readFileSync } from "node:fs";
import { parseHandshakeLine } from "../contract/handshake-line.ts";
import { InvalidField } from "../contract/json-fields.ts";
import { Unsupported } from "../contract/unsupported.ts";
import { type OwnIdentity, ownIdentity } from "../identity/own-identity.ts";
import type { ClientTls } from "../rpc/channel.ts";
import { errorChain } from "./error-chain.ts";
import { PluginProcess } from "./plugin-process.ts";
import type { AddressTls, PluginTarget, Target } from "./prove-request.ts";
import { RunningPlugin } from "./running-plugin.ts";
import { Session } from "./session.ts";

/** How the start of a plugin went. `line` is null if it failed or the line was refused. */
export interface Start {
  readonly line: string | null;
  readonly elapsedMs: number;
  readonly error?: { readonly message: string; readonly chain: readonly string[] };
}

export interface Opened {
  /** null if the plugin's start failed, or the library refused the client's own key or certificate. */
  readonly session: Session | null;
  /** null for an address. */
  readonly start: Start | null;
  /** Why the library refused them, before anything was dialled; null if it did not. */
  readonly refusal: Error | null;
}

/**
 * Opens a channel to the target, which is not tried yet.
 *
 * @throws InvalidField if a file cannot be read, Unsupported for a key type unknown here.
 */
export function openSession(
  target: Exclude<Target, { kind: "session" }>,
  remainingMs: number,
): Promise<Opened> {
  switch (target.kind) {
    case "plugin":
      return startPlugin(target, remainingMs);
    case "attach":
      return Promise.resolve(attach(target));
    case "address":
      return Promise.resolve(toAddress(target));
  }
}

/** As go-plugin's host does to a plugin that runs already: no certificate is exchanged. */
function attach({ pid, ...endpoint }: Extract<Target, { kind: "attach" }>): Opened {
  const session = Session.toRunning(endpoint, new RunningPlugin(pid));
  return { session, start: null, refusal: null };
}

function toAddress(target: Extract<Target, { kind: "address" }>): Opened {
  const tls = usable(() => readTls(target.tls));
  try {
    return {
      session: Session.toAddress(target, tls, target.keepaliveMs),
      start: null,
      refusal: null,
    };
  } catch (error) {
    return { session: null, start: null, refusal: error as Error };
  }
}

async function startPlugin(
  target: Extract<Target, { kind: "plugin" }>,
  remainingMs: number,
): Promise<Opened> {
  const own = usable(() => makeIdentity(target.tls));
  const began = performance.now();
  const limitMs = Math.min(target.startTimeoutMs, remainingMs);
  const certificate = own?.certificatePem ?? null;
  let plugin: PluginProcess | undefined;
  try {
    const started = await PluginProcess.start(target, certificate, limitMs);
    plugin = started.plugin;
    const elapsedMs = performance.now() - began;
    const line = parseHandshakeLine(started.line, target.protocolVersions);
    const session = Session.toPlugin(plugin, line, own);
    if (target.host.output) session.streamOutput();
    return { session, start: { line: started.line, elapsedMs }, refusal: null };
  } catch (error) {
    await plugin?.kill();
    const failure = error as Error;
    const elapsedMs = performance.now() - began;
    const { message } = failure;
    return {
      session: null,
      start: { line: null, elapsedMs, error: { message, chain: errorChain(failure) } },
      refusal: null,
    };
  }
}

function makeIdentity(tls: PluginTarget): OwnIdentity | null {
  return tls.mode === "none" ? null : ownIdentity(tls.keyType, tls.key);
}

function readTls(tls: AddressTls): ClientTls | null {
  if (tls.mode === "none") return null;
  const identity =
    tls.mode === "mtls"
      ? { certificate: readFileSync(tls.certificate), key: readFileSync(tls.key) }
      : null;
  return { ca: readFileSync(tls.ca), serverName: tls.serverName, identity };
}

/** Files that do not open are the harness's fault, not the peer's. */
function usable<Value>(make: () => Value): Value {
  try {
    return make();
  } catch (error) {
    if (error instanceof Unsupported) throw error;
    throw new InvalidField(`params.tls: ${(error as Error).message}`);
  }
}
