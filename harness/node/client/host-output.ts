import { createHash } from "node:crypto";
import type { Client, ClientReadableStream } from "@grpc/grpc-js";
import type { StdioData } from "../rpc/messages.ts";
import { stdio } from "../rpc/services.ts";

interface Digest {
  readonly size: number;
  /** In hexadecimal. */
  readonly sha256: string;
}

export interface OutputReport {
  readonly stdout: Digest;
  readonly stderr: Digest;
}

const stdout = 1;

/** What a plugin's application writes, as it comes over plugin.GRPCStdio (go-plugin's grpc_stdio.go). */
export class HostOutput {
  readonly #stdout = new Digesting();
  readonly #stderr = new Digesting();
  readonly #stream: ClientReadableStream<StdioData>;

  constructor(channel: Client) {
    const { path, requestSerialize, responseDeserialize } = stdio.StreamStdio;
    this.#stream = channel.makeServerStreamRequest(path, requestSerialize, responseDeserialize, {});
    this.#stream.on("data", (piece: StdioData) => {
      (piece.channel === stdout ? this.#stdout : this.#stderr).add(piece.data);
    });
    // A plugin without the service, and its end, are no errors of the host.
    this.#stream.on("error", () => {});
  }

  report(): OutputReport {
    return { stdout: this.#stdout.digest(), stderr: this.#stderr.digest() };
  }

  close(): void {
    this.#stream.cancel();
  }
}

class Digesting {
  readonly #hash = createHash("sha256");
  #size = 0;

  add(bytes: Uint8Array): void {
    this.#hash.update(bytes);
    this.#size += bytes.length;
  }

  digest(): Digest {
    return { size: this.#size, sha256: this.#hash.copy().digest("hex") };
  }
}
