/** go-plugin's first line, as far as it names a core protocol and a network (docs/internals.md). */
export const isHandshakeLine = /^1\|\d+\|(tcp|unix)\|/;
