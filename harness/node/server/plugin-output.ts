import type { ServerWritableStream } from "@grpc/grpc-js";
import type { Empty, StdioData } from "../rpc/messages.ts";

type Stream = ServerWritableStream<Empty, StdioData>;

/** Values of StdioData.Channel. */
const channels = { stdout: 1, stderr: 2 } as const;

/** go-plugin's own pieces have this size at most (grpc_stdio.go). */
const pieceBytes = 1024;

/** What a plugin's application writes: for the first host that streams it, and kept until there is one. */
export class PluginOutput {
  readonly #streams = new Set<Stream>();
  #kept: StdioData[] = [];

  write(channel: keyof typeof channels, bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += pieceBytes) {
      this.#kept.push({ channel: channels[channel], data: bytes.subarray(at, at + pieceBytes) });
    }
    this.#give();
  }

  add(stream: Stream): void {
    this.#streams.add(stream);
    stream.on("cancelled", () => this.#streams.delete(stream));
    this.#give();
  }

  #give(): void {
    const [stream] = this.#streams;
    if (!stream) return;
    for (const piece of this.#kept) stream.write(piece);
    this.#kept = [];
  }
}
