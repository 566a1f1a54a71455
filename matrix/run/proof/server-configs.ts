import type { PluginWish } from "../../behaviours/plugin/plugin-behaviour.ts";
import type { Cell } from "../../domain/cell.ts";
import type { RunPki } from "../pki/run-pki.ts";
import type { ServerPlan } from "../plan/plan.ts";
import { type ListenerConfig, serverEnvironment } from "../supervise/standalone-server.ts";
import type { PrivateFolder } from "./private-folder.ts";
import type { ProcessFolder } from "./process-folder.ts";

/** What servers and plugins are told: KV_SERVER_CONFIG of harness/CONTRACT.md. */
export type ServerConfigs = Readonly<{
  /** @param own - the server's folder, where its copies lie. */
  listener(
    server: ServerPlan,
    listener: ServerPlan["listeners"][number],
    own: ProcessFolder,
  ): Promise<ListenerConfig>;
  /** The environment with which a standalone server of the plan is started. */
  standalone(server: ServerPlan, own: ProcessFolder): Promise<Readonly<Record<string, string>>>;
  /** KV_SERVER_CONFIG of a cell's plugin. @param wish - of a behaviour; absent: it listens where it is told. */
  plugin(cell: Cell, own: ProcessFolder, wish?: PluginWish): Promise<string>;
}>;

export const serverConfigs = (
  pki: Pick<RunPki, "server" | "ca">,
  { socket }: Pick<PrivateFolder, "socket">,
): ServerConfigs => {
  const place = ({ transport }: Pick<Cell, "transport">) => ({
    network: transport,
    address: transport === "unix" ? socket("kv.sock") : "127.0.0.1:0",
  });
  const listener: ServerConfigs["listener"] = async (
    server,
    { id, mode, serverKey, serverCertificate },
    own,
  ) => {
    const credential = serverKey === null ? null : await pki.server(serverKey, serverCertificate);
    return {
      id,
      mode,
      ...place(server),
      ...(credential && {
        certificate: own.copyOf(credential.certificate),
        key: own.copyOf(credential.key),
      }),
      ...(mode === "mtls" && { clientCa: own.copyOf(pki.ca) }),
      ...(credential && limitsOf(server)),
      ...server.settings,
    };
  };
  return {
    listener,
    standalone: async (server, own) => {
      const listeners = server.listeners.map((one) => listener(server, one, own));
      return serverEnvironment(await Promise.all(listeners));
    },
    plugin: async (cell, own, wish) => {
      // Its host decides whether there is TLS: in the clear the key is not used.
      const keyType = cell.serverKey ?? "p256";
      const config: ListenerConfig = {
        id: "auto-mtls",
        mode: "auto-mtls",
        ...(wish?.listens === "as go-plugin does" ? { network: "unix" } : place(cell)),
        ...(wish?.protocolVersions && { protocolVersions: wish.protocolVersions }),
        keyType,
        key: own.copyOf((await pki.server(keyType)).key),
        ...limitsOf(cell),
      };
      return JSON.stringify({ endOnStdinEof: false, listeners: [config] });
    },
  };
};

/** A knob that a cell does not turn is not named: the stack chooses. */
const limitsOf = ({ tlsVersion, group }: Pick<Cell, "tlsVersion" | "group">) => ({
  ...(tlsVersion !== null && { tlsVersion }),
  ...(group !== null && { group }),
});
