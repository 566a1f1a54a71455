/** How long a server may take to announce itself. Slowest seen: 1.2 s (JVM, nine listeners). */
export const startLimitMs = 10_000;
