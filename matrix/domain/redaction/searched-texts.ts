/** Longer texts seldom come again. */
const longestCharacters = 512;

/** With the length above 4 MB at most. */
const mostTexts = 4096;

/**
 * Texts in which nothing was found. A run's results have the same few thousand in tens of thousands of places, and each
 * passes the gate in every file and in every line for the terminal.
 */
export class SearchedTexts {
  readonly #texts = new Set<string>();

  has(text: string): boolean {
    return text.length <= longestCharacters && this.#texts.has(text);
  }

  add(text: string): void {
    if (text.length > longestCharacters) return;
    if (this.#texts.size === mostTexts) this.#texts.clear();
    this.#texts.add(text);
  }
}
