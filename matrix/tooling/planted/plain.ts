/** The copy in which nothing is changed, which shows what the library does by itself. */
export const plain = "plain";
