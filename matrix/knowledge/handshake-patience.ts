/**
 * How long the slowest of the usual clients waits for the answer to its ClientHello: grpc-go and grpcio (their own limits);
 * grpc-java gives up after 10 s, and the others with their call. Whoever waited less cannot say that none comes.
 */
export const longestHandshakeMs = 20_000;
