const ofProgram =
  /^(?:host\w{0,10}|name|env\w{0,10}|version|region|zone|cluster|namespace|pod\w{0,6}|node\w{0,6}|container\w{0,6}|stream|v)$/i;

/** Whether a field of a record tells a program, and where it runs, from others, and nothing of what it does. */
export const isOfProgram = (field: string): boolean => ofProgram.test(field);
