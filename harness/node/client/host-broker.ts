/** The host's end of go-plugin's broker, without multiplexing: grpc_broker.go. */
import type { Client, ClientDuplexStream, ServerUnaryCall, sendUnaryData } from "@grpc/grpc-js";
import { openListener, type ServerTls, serverCredentials } from "../rpc/listener.ts";
import type { CallHostResponse, ConnInfo, Echo } from "../rpc/messages.ts";
import { broker, brokerProof, callBack } from "../rpc/services.ts";
import { type Invocation, invoke } from "./invoke.ts";

export class HostBroker {
  readonly #channel: Client;
  readonly #tls: ServerTls | null;
  /** A plugin written in Go loses its broker when this ends, so it lasts as long as the session. */
  readonly #stream: ClientDuplexStream<ConnInfo, ConnInfo>;
  #lastId = 0;

  /** @param tls - the host's side of brokered connections; null serves them in the clear. */
  constructor(channel: Client, tls: ServerTls | null) {
    this.#channel = channel;
    this.#tls = tls;
    const { path, requestSerialize, responseDeserialize } = broker.StartStream;
    this.#stream = channel.makeBidiStreamRequest(path, requestSerialize, responseDeserialize);
    // A broken stream shows as the failure of the call that needs it.
    this.#stream.on("error", () => undefined).resume();
  }

  /** Serves CallBack on a new broker id and has the plugin send the nonce there and back. */
  async prove(nonce: Buffer, deadline: number): Promise<Invocation<CallHostResponse>> {
    this.#lastId += 1;
    const serviceId = this.#lastId;
    const { server, endpoint } = await openListener(
      { network: "tcp", address: "127.0.0.1:0" },
      serverCredentials(this.#tls),
      [{ definition: callBack, handlers: { Echo: echo } }],
    );
    try {
      this.#stream.write({ serviceId, ...endpoint });
      const request = { brokerId: serviceId, nonce };
      return await invoke(this.#channel, brokerProof.CallHost, request, deadline);
    } finally {
      server.forceShutdown();
    }
  }

  close(): void {
    this.#stream.cancel();
  }
}

function echo({ request }: ServerUnaryCall<Echo, Echo>, answer: sendUnaryData<Echo>): void {
  answer(null, { nonce: request.nonce });
}
