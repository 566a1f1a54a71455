/** What `clean` deletes where it is named. */
export const cleanable = ["builds", "results", "recordings"] as const;
export type Cleanable = (typeof cleanable)[number];
