/** How somebody who uses a stack gets a post-quantum key exchange, or goes without. */
export type PostQuantumAdvice = Readonly<{
  /** Markdown, as `avoid`. */
  get: string;
  avoid: string;
  /** Where the two options stand, or how they were tried. */
  source: string;
}>;
