import type { Client } from "@grpc/grpc-js";
import type { HandshakeLine } from "../contract/handshake-line.ts";
import { certificatePem, type OwnIdentity } from "../identity/own-identity.ts";
import { type ClientTls, openChannel } from "../rpc/channel.ts";
import type { ServerTls } from "../rpc/listener.ts";
import type { Endpoint } from "../server/server-config.ts";
import { HostBroker } from "./host-broker.ts";
import { HostOutput } from "./host-output.ts";
import type { EndingPlugin } from "./plugin-process.ts";

/** One channel, and the plugin behind it if this process started one. */
export class Session {
  readonly channel: Client;
  readonly plugin: EndingPlugin | null;
  /** null where nobody asked for it. */
  output: HostOutput | null = null;
  readonly #openCompressed: () => Client;
  readonly #brokerTls: ServerTls | null;
  #compressed: Client | undefined;
  #broker: HostBroker | undefined;

  private constructor(
    endpoint: Endpoint,
    tls: ClientTls | null,
    plugin: EndingPlugin | null,
    brokerTls: ServerTls | null,
    keepaliveMs?: number,
  ) {
    this.channel = openChannel(endpoint, tls, "identity", keepaliveMs);
    this.plugin = plugin;
    this.#openCompressed = () => openChannel(endpoint, tls, "gzip", keepaliveMs);
    this.#brokerTls = brokerTls;
  }

  static toAddress(endpoint: Endpoint, tls: ClientTls | null, keepaliveMs?: number): Session {
    return new Session(endpoint, tls, null, null, keepaliveMs);
  }

  /** To a plugin that somebody else has started; in the clear, since nothing was exchanged. */
  static toRunning(endpoint: Endpoint, plugin: EndingPlugin): Session {
    return new Session(endpoint, null, plugin, null);
  }

  /**
   * Opens a channel to a plugin by its handshake line.
   *
   * @param own - what the plugin got as PLUGIN_CLIENT_CERT; null goes on in the clear.
   * @throws Error if the line has no certificate, where one is needed.
   */
  static toPlugin(
    plugin: EndingPlugin,
    { certificate, ...endpoint }: HandshakeLine,
    own: OwnIdentity | null,
  ): Session {
    if (own === null) return new Session(endpoint, null, plugin, null);
    if (certificate === null) {
      throw new Error("the plugin's line has no certificate, although PLUGIN_CLIENT_CERT was set");
    }
    const identity = { certificate: own.certificatePem, key: own.key };
    const ca = certificatePem(certificate);
    const tls = { ca, serverName: "localhost", identity };
    return new Session(endpoint, tls, plugin, { ...identity, clientCa: ca });
  }

  /** Has what the plugin's application writes from now on, and what was kept of it. */
  streamOutput(): void {
    this.output = new HostOutput(this.channel);
  }

  /** For calls whose requests are compressed, which grpc-js decides by the channel. */
  get compressed(): Client {
    this.#compressed ??= this.#openCompressed();
    return this.#compressed;
  }

  get broker(): HostBroker {
    this.#broker ??= new HostBroker(this.channel, this.#brokerTls);
    return this.#broker;
  }

  /** Closes the channels and kills the plugin, if it has not ended by itself. */
  async close(): Promise<void> {
    this.output?.close();
    this.#broker?.close();
    this.#compressed?.close();
    this.channel.close();
    await this.plugin?.kill();
  }
}
