/** A plugin as go-plugin 1.8's host starts and ends it: client.go, Start and Kill. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { protocolVersionsName } from "../contract/plugin-variables.ts";
import { firstLine } from "./first-line.ts";
import { makeSocketDirectory, verifyChecksum } from "./host-options.ts";
import type { Target } from "./prove-request.ts";

type Started = Pick<
  Extract<Target, { kind: "plugin" }>,
  "argv" | "environment" | "protocolVersions" | "host"
>;

/** What a session needs of the plugin behind it. */
export interface EndingPlugin {
  /** @returns whether the process ends by itself within the limit. */
  ends(limitMs: number): Promise<boolean>;
  /** Kills the process unless it has ended or is another's, and waits for its end. */
  kill(): Promise<void>;
}

export class PluginProcess implements EndingPlugin {
  static readonly #running = new Set<PluginProcess>();
  readonly #child: ChildProcess;
  /** Settles when the process has ended, or at once if it could not be started. */
  readonly #ended: Promise<unknown>;

  readonly #sockets: string | undefined;

  private constructor(child: ChildProcess, sockets: string | undefined) {
    this.#child = child;
    this.#sockets = sockets;
    this.#ended = Promise.race([once(child, "exit"), once(child, "error")]).catch(() => undefined);
    PluginProcess.#running.add(this);
    void this.#ended.then(() => PluginProcess.#running.delete(this));
  }

  /**
   * Starts a plugin and waits for its first line.
   *
   * @param clientCertificate - PEM for PLUGIN_CLIENT_CERT; null sets none.
   * @throws Error with go-plugin's text if the program is not what was meant, or no line comes in time; the process is
   *   ended then.
   */
  static async start(
    { argv, environment, protocolVersions, host }: Started,
    clientCertificate: Buffer | null,
    limitMs: number,
  ): Promise<{ plugin: PluginProcess; line: string }> {
    const [program = "", ...args] = argv;
    if (host.sha256 !== undefined) verifyChecksum(program, host.sha256);
    const sockets = host.sockets && makeSocketDirectory(host.sockets);
    const child = spawn(program, args, {
      env: {
        ...process.env,
        ...environment,
        ...sockets?.environment,
        [protocolVersionsName]: protocolVersions.join(","),
        BASIC_PLUGIN: "hello",
        PLUGIN_MIN_PORT: "10000",
        PLUGIN_MAX_PORT: "25000",
        ...(clientCertificate && { PLUGIN_CLIENT_CERT: clientCertificate.toString() }),
      },
      // go-plugin hands its own standard input on; here that is the JSON-RPC stream. A pipe that
      // nothing is written to lets a plugin notice the end of this process.
      stdio: ["pipe", "pipe", "inherit"],
    });
    const plugin = new PluginProcess(child, sockets?.path);
    try {
      return { plugin, line: await firstLine(child, limitMs) };
    } catch (error) {
      await plugin.kill();
      throw error;
    }
  }

  /** Ends every plugin that still runs, without waiting. */
  static killAll(): void {
    for (const plugin of PluginProcess.#running) plugin.#child.kill("SIGKILL");
  }

  async ends(limitMs: number): Promise<boolean> {
    const stop = new AbortController();
    const { signal } = stop;
    const tooLate = delay(limitMs, false, { signal }).catch(() => false);
    const ended = await Promise.race([this.#ended.then(() => true), tooLate]);
    stop.abort();
    return ended;
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
    if (this.#sockets) rmSync(this.#sockets, { recursive: true, force: true });
  }
}
