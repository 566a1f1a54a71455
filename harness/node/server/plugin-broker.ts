/** The plugin's end of go-plugin's broker, without multiplexing: grpc_broker.go. */
import {
  type ServerDuplexStream,
  type ServerUnaryCall,
  type ServiceError,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import { type ClientTls, openChannel } from "../rpc/channel.ts";
import type { CallHostRequest, CallHostResponse, ConnInfo, Echo } from "../rpc/messages.ts";
import { callBack } from "../rpc/services.ts";
import type { HeldStreams } from "./held-streams.ts";

/** How long an offer and the call that wants it wait for each other (grpc_broker.go, Dial). */
const offerLimitMs = 5_000;

export class PluginBroker {
  readonly #offers = new Map<number, PromiseWithResolvers<ConnInfo>>();

  /** Handlers of `plugin.GRPCBroker`. */
  handlers(held: HeldStreams): UntypedServiceImplementation {
    return {
      StartStream: (stream: ServerDuplexStream<ConnInfo, ConnInfo>) => {
        held.hold(stream);
        stream.on("data", (offer: ConnInfo) => this.#offer(offer.serviceId).resolve(offer));
        stream.on("end", () => stream.end());
      },
    };
  }

  /** Where the host accepts the id; undefined if it does not say so within five seconds. */
  async accepted(id: number): Promise<ConnInfo | undefined> {
    const { promise: tooLate, resolve } = Promise.withResolvers<undefined>();
    const timer = setTimeout(resolve, offerLimitMs, undefined);
    const offer = await Promise.race([this.#offer(id).promise, tooLate]);
    clearTimeout(timer);
    this.#offers.delete(id);
    return offer;
  }

  #offer(id: number): PromiseWithResolvers<ConnInfo> {
    const known = this.#offers.get(id);
    if (known !== undefined) return known;
    const offer = Promise.withResolvers<ConnInfo>();
    this.#offers.set(id, offer);
    setTimeout(() => this.#offers.delete(id), offerLimitMs).unref();
    return offer;
  }
}

/**
 * Handlers of `handshakematrix.v1.BrokerProof`: dial what the host accepts, and echo there.
 *
 * @param tls - the plugin's own side of mutual TLS; null if it serves in the clear.
 */
export function brokerProofHandlers(
  broker: PluginBroker,
  tls: ClientTls | null,
): UntypedServiceImplementation {
  return {
    async CallHost(
      { request }: ServerUnaryCall<CallHostRequest, CallHostResponse>,
      answer: sendUnaryData<CallHostResponse>,
    ) {
      const offer = await broker.accepted(request.brokerId);
      if (offer === undefined) {
        const details = "timeout waiting for connection info";
        return answer({ code: status.DEADLINE_EXCEEDED, details });
      }
      const { network, address } = offer;
      if (network !== "tcp" && network !== "unix") {
        return answer({ code: status.INTERNAL, details: `unknown address type: ${address}` });
      }
      const channel = openChannel({ network, address }, tls);
      const { path, requestSerialize, responseDeserialize } = callBack.Echo;
      const done = (error: ServiceError | null, response?: Echo) => {
        channel.close();
        answer(error, response && { echoed: response.nonce });
      };
      const deadline = Date.now() + offerLimitMs;
      const { nonce } = request;
      return channel.makeUnaryRequest(
        path,
        requestSerialize,
        responseDeserialize,
        { nonce },
        { deadline },
        done,
      );
    },
  };
}
