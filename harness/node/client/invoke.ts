import {
  type Client,
  type ClientUnaryCall,
  Metadata,
  type MethodDefinition,
  status,
} from "@grpc/grpc-js";
import { derOf } from "../rpc/peer-certificate.ts";
import { errorChain } from "./error-chain.ts";

/** How a call ended, in the words of the contract. */
export interface CallResult {
  /** gRPC's own name. */
  readonly status: string;
  readonly message: string;
  readonly chain: readonly string[];
}

/** What a call showed of the connection that carried it; null where it showed nothing. */
export interface Seen {
  /** DER. */
  readonly serverCertificate: Buffer | null;
  /** DER, as the server saw it. */
  readonly clientCertificate: Buffer | null;
  readonly peer: string | null;
}

export interface Invocation<Response> {
  readonly result: CallResult;
  /** undefined unless the status is OK. */
  readonly response: Response | undefined;
  readonly seen: Seen;
}

/** Makes one unary call. Never rejects: a failure is a status. */
export function invoke<Request, Response>(
  channel: Client,
  method: MethodDefinition<Request, Response>,
  request: Request,
  deadline: number,
): Promise<Invocation<Response>> {
  return new Promise((resolve) => {
    let failure: Error | null = null;
    let response: Response | undefined;
    const call = channel.makeUnaryRequest(
      method.path,
      method.requestSerialize,
      method.responseDeserialize,
      request,
      new Metadata(),
      { deadline },
      (error, value) => {
        failure = error;
        response = value;
      },
    );
    // grpc-js emits the status after the callback, and with the trailing metadata.
    call.on("status", ({ code, details, metadata }) => {
      resolve({
        result: {
          ...namedStatus(code, details ?? "", response !== undefined),
          chain: failure === null ? [] : errorChain(failure),
        },
        response,
        seen: seenOf(call, metadata),
      });
    });
  });
}

/**
 * For some answers that it cannot read grpc-js gives a code that is no number, and no text. It also lets an answer without a
 * message pass as OK. Both are UNKNOWN here, and the text says which of the two it was.
 */
function namedStatus(
  code: status,
  details: string,
  isAnswered: boolean,
): Pick<CallResult, "status" | "message"> {
  const name = status[code];
  if (name === undefined) {
    return { status: "UNKNOWN", message: `grpc-js gives the code ${code}: ${details}` };
  }
  if (name === "OK" && !isAnswered) {
    return { status: "UNKNOWN", message: "grpc-js says OK and gives no message" };
  }
  return { status: name, message: details };
}

/** Of a call that has its status. */
export function seenOf(call: ClientUnaryCall, trailing: Metadata): Seen {
  const [clientCertificate] = trailing.get("kv-peer-certificate-bin");
  // grpc-js tells nothing of its connection before 1.14.
  const connection = "getAuthContext" in call ? call.getAuthContext() : null;
  return {
    serverCertificate: derOf(connection?.sslPeerCertificate),
    clientCertificate: Buffer.isBuffer(clientCertificate) ? clientCertificate : null,
    // Without a connection grpc-js gives the target here.
    peer: connection === null ? null : call.getPeer(),
  };
}
