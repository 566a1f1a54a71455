import { expect, test } from "vitest";
import { foreignProtocols } from "./protocols.ts";

/** How servers begin, a character for each byte. */
test.for<readonly [string, string]>([
  ["SSH-2.0-OpenSSH_9.2p1", "SSH"],
  ["220 mail.test ESMTP Postfix\r\n", "SMTP"],
  ["220 (vsFTPd 3.0.3)\r\n", "FTP"],
  ["220 ready\r\n", "SMTP or FTP"],
  ["421 too many connections\r\n", "SMTP or FTP"],
  ["* OK [CAPABILITY IMAP4rev2] ready\r\n", "IMAP"],
  ["* PREAUTH logged in\r\n", "IMAP"],
  ["* BYE overloaded\r\n", "IMAP"],
  ["+OK POP3 ready\r\n", "POP3"],
  ["J\0\0\0\n8.0.36\0", "MySQL"],
  ["E\0\0\0\xffj\x04Host is not allowed", "MySQL"],
  ["-ERR unknown command 'PRI'\r\n", "Redis"],
  ["-NOAUTH Authentication required.\r\n", "Redis"],
  ["-DENIED Redis is running in protected mode\r\n", "Redis"],
  ["-NOPERM this user has no permissions\r\n", "Redis"],
  ["-LOADING Redis is loading the dataset\r\n", "Redis"],
  ["ERROR\r\n", "Memcached"],
  ["CLIENT_ERROR bad data chunk\r\n", "Memcached"],
  ["SERVER_ERROR out of memory\r\n", "Memcached"],
  ["AMQP\0\0\x09\x01", "AMQP"],
  ["RFB 003.008\n", "VNC"],
  ["\xff\xfd\x18\xff\xfd\x20", "Telnet"],
  ["\xff\xfb\x01", "Telnet"],
  ['INFO {"server_id":"N"', "NATS"],
  // A Notice of Disconnection, with each form of a length (X.690 section 8.1.3): of Active Directory always four bytes.
  ["0$\x02\x01\0x\x1f\x0a\x01\x02", "LDAP"],
  ["0\x81\x9a\x02\x01\0x\x81\x94\x0a\x01\x02", "LDAP"],
  ["0\x84\0\0\0\x58\x02\x01\0x\x84\0\0\0\x4f", "LDAP"],
  // An entry, and its end.
  ["0\x81\x90\x02\x01\x01d\x81\x8a", "LDAP"],
  ["0\x82\x03\x4b\x02\x01\x01d\x82\x03\x44", "LDAP"],
  ["0\x84\0\0\x0b\x2e\x02\x01\x01d\x84\0\0\x0b\x25", "LDAP"],
  ["0\x0c\x02\x01\x01e\x07", "LDAP"],
  ["\0\0\0\x0a\0\0\0\x01\0#\0\0\0\0", "Kafka"],
  ["\x33\0\0\0\x07\0\0\0\x01\0\0\0\xdd\x07\0\0", "MongoDB"],
  ["\x84\0\0\0\x06\0\0\0\x3c", "Cassandra"],
  ["\0\x11\0\x01\x81\x80\0\x01", "DNS"],
  ["N", "PostgreSQL"],
  ["E\0\0\0\x52SFATAL\0", "PostgreSQL"],
  // CONNACK: accepted.
  [" \x02\0\0", "MQTT"],
  // No method that was offered is accepted.
  ["\x05\xff", "SOCKS5"],
  ["\0\0\0\x02\0\0\0\x01\x02\0\x0a\0", "ttrpc"],
])("%s is %s", ([begins, name]) => {
  expect(foreignProtocols.find((one) => one.begins.test(begins))?.name).toBe(name);
});
