/** JSON-RPC 2.0, one message a line. Error codes are section 5.1's. */
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { InvalidField } from "../contract/json-fields.ts";

export type Methods = Readonly<Record<string, (params: unknown) => unknown>>;

type Answer = { readonly result: unknown } | { readonly error: { code: number; message: string } };

/**
 * Answers requests as their methods end, in any order; settles at the end of input, when all that were
 * begun are answered. A method's InvalidField is answered as bad parameters, any other error as an
 * internal one.
 */
export async function serveJsonRpc(
  input: Readable,
  output: Writable,
  methods: Methods,
): Promise<void> {
  const send = (id: unknown, answer: Answer) =>
    output.write(`${JSON.stringify({ jsonrpc: "2.0", id, ...answer })}\n`);
  const running = new Set<Promise<void>>();
  for await (const line of createInterface({ input })) {
    if (line.trim() === "") continue;
    const request = parse(line);
    if (request === undefined) {
      send(null, fault(-32700, "Parse error"));
    } else if (typeof request.method !== "string") {
      send(request.id ?? null, fault(-32600, "Invalid Request"));
    } else {
      const { id, method, params } = request;
      const answering = answer(methods, method, params).then((answered) => {
        // A request without an id is a notification (section 4.1).
        if (id !== undefined) send(id, answered);
        running.delete(answering);
      });
      running.add(answering);
    }
  }
  await Promise.all(running);
}

async function answer(methods: Methods, name: string, params: unknown): Promise<Answer> {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (method === undefined) return fault(-32601, `Method not found: ${name}`);
  try {
    return { result: await method(params) };
  } catch (error) {
    const { message } = error as Error;
    return fault(error instanceof InvalidField ? -32602 : -32603, message);
  }
}

function fault(code: number, message: string): Answer {
  return { error: { code, message } };
}

/** @returns undefined if the line is not JSON; a value that is no object has no method. */
function parse(line: string): { id?: unknown; method?: unknown; params?: unknown } | undefined {
  try {
    return Object(JSON.parse(line));
  } catch {
    return undefined;
  }
}
