import {
  Metadata,
  type ServerUnaryCall,
  type sendUnaryData,
  status,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Empty, GetRequest, GetResponse, PutRequest } from "../rpc/messages.ts";
import { derOf } from "../rpc/peer-certificate.ts";

/** Handlers of `proto.KV` over one store in memory. */
export function kvHandlers(): UntypedServiceImplementation {
  const store = new Map<string, Uint8Array>();
  return {
    Get(call: ServerUnaryCall<GetRequest, GetResponse>, answer: sendUnaryData<GetResponse>) {
      const { key } = call.request;
      const value = store.get(key);
      const metadata = peerCertificate(call);
      if (key === "") answer({ ...emptyKey, metadata });
      else if (value !== undefined) answer(null, { value }, metadata);
      else answer({ code: status.NOT_FOUND, details: `no value for key ${key}`, metadata });
    },
    Put(call: ServerUnaryCall<PutRequest, Empty>, answer: sendUnaryData<Empty>) {
      const { key, value } = call.request;
      const metadata = peerCertificate(call);
      if (key === "") return answer({ ...emptyKey, metadata });
      store.set(key, value);
      return answer(null, {}, metadata);
    },
  };
}

const emptyKey = { code: status.INVALID_ARGUMENT, details: "the key is empty" };

/** Trailing metadata with the certificate that TLS authenticated; without one, none, nor before grpc-js 1.14, which tells of none. */
function peerCertificate(call: ServerUnaryCall<unknown, unknown>): Metadata {
  const metadata = new Metadata();
  const certificate =
    "getAuthContext" in call ? derOf(call.getAuthContext().sslPeerCertificate) : null;
  if (certificate !== null) metadata.set("kv-peer-certificate-bin", certificate);
  return metadata;
}
