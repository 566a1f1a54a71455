/**
 * What server and client of grpc-java's implementation are made of; harness/CONTRACT.md says what
 * they owe.
 */
package handshakematrix.harness;
