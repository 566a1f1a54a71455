// Prints its first argument as its only line and then waits for the end of its input.
process.stdout.write(`${process.argv[2]}\n`);
process.stdin.resume();
