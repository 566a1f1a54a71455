/**
 * How a log ended that was compressed: `truncated`, before its gzip data did; `damaged`, with gzip data that cannot be
 * read. `whole` is any other.
 */
export type Ending = "whole" | "truncated" | "damaged";
