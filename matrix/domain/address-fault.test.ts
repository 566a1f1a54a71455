import { expect, test } from "vitest";
import { addressFault, leadsElsewhere, longestSocketPath } from "./address-fault.ts";

const noPort = "it names no port from 1 to 65535";
const elsewhere = "it is not on the loopback interface";

test.for([
  ["tcp", "127.0.0.1:40713", null],
  ["tcp", "127.8.9.1:1", null],
  ["tcp", "[::1]:65535", null],
  ["tcp", "localhost:50051", null],
  ["tcp", "127.0.0.1:99999999", noPort],
  ["tcp", "127.0.0.1:65536", noPort],
  ["tcp", "127.0.0.1:0", noPort],
  ["tcp", "127.0.0.1:-1", noPort],
  ["tcp", "127.0.0.1:", noPort],
  ["tcp", "127.0.0.1", noPort],
  ["tcp", "127.0.0.1:80x", noPort],
  ["tcp", "", noPort],
  ["tcp", "192.0.2.1:50051", elsewhere],
  ["tcp", "example.test:50051", elsewhere],
  ["tcp", "127.0.0.1.example.test:50051", elsewhere],
  ["tcp", "0.0.0.0:50051", null],
  ["tcp", "[::]:50051", null],
  ["tcp", "[::ffff:127.0.0.1]:50051", null],
  ["tcp", ":50051", elsewhere],
  ["unix", "/run/kv.sock", null],
  ["unix", `/${"a".repeat(longestSocketPath - 1)}`, null],
  [
    "unix",
    `/${"a".repeat(longestSocketPath)}`,
    `its path has ${longestSocketPath + 1} bytes, and a socket's has at most ${longestSocketPath}`,
  ],
  ["unix", "/run/\0kv.sock", "its path has a zero byte in it"],
  ["unix", "kv.sock", "it is no absolute path"],
  ["unix", "", "it is no absolute path"],
] as const)("%s %s", ([network, address, fault]) => {
  expect(addressFault({ network, address })).toBe(fault);
});

test.for([
  ["1|1|tcp|192.0.2.1:443|grpc|", true],
  ["1|1|tcp|127.0.0.1:443|grpc|", false],
  ["1|1|tcp|192.0.2.1|grpc|", false],
  ["1|1|unix|/run/kv.sock|grpc|", false],
  ["listening on 192.0.2.1:443", false],
] as const)("leads elsewhere: %s: %s", ([line, leads]) => {
  expect(leadsElsewhere(line)).toBe(leads);
});
