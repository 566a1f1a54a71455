import type { ClientTls } from "../rpc/channel.ts";
import type { Service } from "../rpc/listener.ts";
import { broker, brokerProof, controller, health, kv, stdio, told } from "../rpc/services.ts";
import type { HeldStreams } from "./held-streams.ts";
import { kvHandlers } from "./kv-service.ts";
import { brokerProofHandlers, PluginBroker } from "./plugin-broker.ts";
import { PluginOutput } from "./plugin-output.ts";
import { controllerHandlers, healthHandlers, stdioHandlers } from "./plugin-services.ts";
import { reflectionServices } from "./reflection-services.ts";
import { toldHandlers } from "./told.ts";

/**
 * Every service of the contract, over one store.
 *
 * @param toHost - TLS for connections to the host that the broker arranges; null for none.
 * @param end - what Shutdown asks for.
 * @param stop - ends the servers once their calls have ended, and takes no new ones.
 * @param isPlugin - whether a host gets what the application writes.
 */
export function servedServices(
  held: HeldStreams,
  toHost: ClientTls | null,
  end: () => void,
  stop: () => void,
  isPlugin = false,
): Service[] {
  const output = new PluginOutput();
  const pluginBroker = new PluginBroker();
  return [
    { definition: kv, handlers: kvHandlers() },
    { definition: health, handlers: healthHandlers(held) },
    { definition: controller, handlers: controllerHandlers(end) },
    { definition: stdio, handlers: stdioHandlers(held, output) },
    { definition: broker, handlers: pluginBroker.handlers(held) },
    { definition: brokerProof, handlers: brokerProofHandlers(pluginBroker, toHost) },
    { definition: told, handlers: toldHandlers(stop, isPlugin ? output : null) },
    ...reflectionServices(),
  ];
}
