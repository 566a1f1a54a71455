/** A value that has each byte once. */
export const everyByte = Buffer.from(Array.from({ length: 256 }, (_, at) => at));
