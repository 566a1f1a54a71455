interface HeldStream {
  end(): unknown;
  on(event: "cancelled", then: () => void): unknown;
}

/** Server streams that stay open until the server ends them or their client goes. */
export class HeldStreams {
  readonly #streams = new Set<HeldStream>();

  hold(stream: HeldStream): void {
    this.#streams.add(stream);
    stream.on("cancelled", () => this.#streams.delete(stream));
  }

  endAll(): void {
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }
}
