import { EventEmitter } from "node:events";
import type { ServerWritableStream } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import type { Empty, StdioData } from "../rpc/messages.ts";
import { PluginOutput } from "./plugin-output.ts";

class Written extends EventEmitter {
  readonly pieces: StdioData[] = [];

  write(piece: StdioData): void {
    this.pieces.push(piece);
  }
}

const opened = (output: PluginOutput): Written => {
  const stream = new Written();
  output.add(stream as unknown as ServerWritableStream<Empty, StdioData>);
  return stream;
};

const sizes = ({ pieces }: Written) => pieces.map(({ channel, data }) => [channel, data.length]);

test("what was written before a stream is kept and goes out in pieces", () => {
  const output = new PluginOutput();
  output.write("stdout", Buffer.alloc(1500, "a"));
  output.write("stderr", Buffer.from([0xff, 0]));
  const stream = opened(output);
  expect(sizes(stream)).toEqual([
    [1, 1024],
    [1, 476],
    [2, 2],
  ]);
});

test("a second stream has what comes when the first has ended", () => {
  const output = new PluginOutput();
  const [first, second] = [opened(output), opened(output)];
  output.write("stdout", Buffer.from("x"));
  first.emit("cancelled");
  output.write("stderr", Buffer.from("yz"));
  expect([sizes(first), sizes(second)]).toEqual([[[1, 1]], [[2, 2]]]);
});
