import {
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Empty, HealthCheckRequest, HealthCheckResponse, StdioData } from "../rpc/messages.ts";
import type { HeldStreams } from "./held-streams.ts";
import type { PluginOutput } from "./plugin-output.ts";

const serving = 1;
const serviceUnknown = 3;

/** The service that a go-plugin host pings. */
const pluginService = "plugin";

/**
 * grpc.health.v1 for the server itself and for `plugin`: both always SERVING. Written here because
 * grpc-health-check imports @grpc/proto-loader.
 */
export function healthHandlers(held: HeldStreams): UntypedServiceImplementation {
  const isKnown = (service: string) => service === "" || service === pluginService;
  return {
    Check(
      { request }: ServerUnaryCall<HealthCheckRequest, HealthCheckResponse>,
      answer: sendUnaryData<HealthCheckResponse>,
    ) {
      if (isKnown(request.service)) answer(null, { status: serving });
      else answer({ code: status.NOT_FOUND, details: `unknown service ${request.service}` });
    },
    Watch(stream: ServerWritableStream<HealthCheckRequest, HealthCheckResponse>) {
      stream.write({ status: isKnown(stream.request.service) ? serving : serviceUnknown });
      held.hold(stream);
    },
  };
}

/** Answers Shutdown, then calls `end` (go-plugin's grpc_controller.go). */
export function controllerHandlers(end: () => void): UntypedServiceImplementation {
  return {
    Shutdown(_call: ServerUnaryCall<Empty, Empty>, answer: sendUnaryData<Empty>) {
      answer(null, {});
      end();
    },
  };
}

/** What libraries and Node itself print reaches the host through the pipes. */
export function stdioHandlers(
  held: HeldStreams,
  output: PluginOutput,
): UntypedServiceImplementation {
  return {
    StreamStdio(stream: ServerWritableStream<Empty, StdioData>) {
      held.hold(stream);
      output.add(stream);
    },
  };
}
