import { describe, expect, it } from "vitest";
import { checkSmtpServer, isPublicAddress, mayConnect, privateSmtpServers } from "../../src/features/brands/smtp-address.rules.js";

const NONE = privateSmtpServers([]);

describe("an address of a mail server", () => {
  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "172.15.255.255",
    "172.32.0.0",
    "100.63.255.255",
    "192.0.1.1",
    "223.255.255.255",
    "2606:4700::1",
    "2a00:1450::5",
    "::ffff:8.8.8.8",
    "::ffff:808:808",
  ])("%s is public", (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.1.1.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::ffff:127.0.0.1",
    "::FFFF:127.0.0.1",
    "::ffff:7f00:1",
    "0:0:0:0:0:ffff:10.0.0.1",
    "::ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "nonsense",
    "127.1",
    "",
  ])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false));
});

describe("a mail server as a brand names it", () => {
  it.each([
    "smtp.example.com",
    "SMTP.Example.com",
    "smtp",
    "8.8.8.8",
    "2606:4700::1",
    "[2606:4700::1]",
    "mail.bücher.example",
    "xn--bcher-kva.example",
    "a_b.example.com",
    "smtp.example.com.",
  ])("%s is taken as it is", (server) => expect(checkSmtpServer(server, NONE)).toBe(server));

  it.each([
    "127.0.0.1",
    "127.1",
    "0x7f.0.0.1",
    "0x7f000001",
    "2130706433",
    "0177.0.0.1",
    "127.0.0.1.",
    "10.0.0.1",
    "192.168.0.1",
    "169.254.169.254",
    "0",
    "0.0.0.0",
    "::1",
    "[::1]",
    "::ffff:127.0.0.1",
    "[::ffff:7f00:1]",
    "localhost",
    "LOCALHOST",
    "localhost.",
    "mail.localhost",
    "１２７.0.0.1",
    "fd00::1",
  ])("%s is private", (server) => expect(() => checkSmtpServer(server, NONE)).toThrow(/private or loopback/));

  it.each([
    "",
    " ",
    "smtp example",
    "smtp.example.com:25",
    "http://smtp.example.com",
    "user@smtp.example.com",
    "smtp.example.com/x",
    "smtp.example.com#x",
    "smtp\n.example.com",
    "fe80::1%eth0",
    "-a.example",
    "a..b",
    "256.1.1.1",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(130)}b`,
  ])("%o is no server", (server) => expect(() => checkSmtpServer(server, NONE)).toThrow(/host name or an IP address/));
});

describe("what the operator allows", () => {
  const allowed = privateSmtpServers(["Mail.Internal", "10.1.0.0/16", "127.0.0.1", "192.168.0.5 - 192.168.0.9", "fd00::/8"]);

  it("is a name, wherever it leads", () => {
    expect(mayConnect(allowed, "mail.internal", "10.9.9.9")).toBe(true);
    expect(mayConnect(allowed, "MAIL.internal.", "::1")).toBe(true);
    expect(mayConnect(allowed, "other.internal", "10.9.9.9")).toBe(false);
  });

  it.each(["10.1.2.3", "127.0.0.1", "::ffff:127.0.0.1", "192.168.0.7", "fd12::1"])(
    "is an address, a range or a subnet, whatever the name: %s is one",
    (address) => expect(mayConnect(allowed, "any.example", address)).toBe(true),
  );

  it.each(["10.2.0.1", "127.0.0.2", "192.168.0.10", "fe80::1", "fd12::1%eth0"])("is none of the others: %s", (address) =>
    expect(mayConnect(allowed, "any.example", address)).toBe(false),
  );

  it.each(["127.0.0.1", "10.1.2.3", "localhost", "127.1", "fd00::1"])("may be named by brands: %s", (server) =>
    expect(checkSmtpServer(server, allowed)).toBe(server),
  );

  it.each(["127.0.0.2", "10.2.0.1", "::1"])("is what brands may name alone, and not %s", (server) =>
    expect(() => checkSmtpServer(server, allowed)).toThrow(/private/),
  );

  it("adds to the public Internet", () => expect(mayConnect(allowed, "smtp.example.com", "8.8.8.8")).toBe(true));

  it.each(["two words", "10.0.0.0/40", "a@b", "10.0.0.9 - 10.0.0.5"])("holds nothing that is neither name nor address: %j", (entry) =>
    expect(() => privateSmtpServers([entry])).toThrow(),
  );
});
