import { describe, expect, it } from "vitest";
import { formatEndpoint, parseAddress, parseEndpoint } from "../../src/features/datacenter/endpoint.js";

describe("an address", () => {
  it.each([
    ["baas.example.com", "baas.example.com", 7786, "baas.example.com:7786"],
    ["BAAS.example.com:7000", "baas.example.com", 7000, "baas.example.com:7000"],
    ["192.0.2.1:1", "192.0.2.1", 1, "192.0.2.1:1"],
    ["2001:DB8::1", "2001:db8::1", 7786, "[2001:db8::1]:7786"],
    ["[2001:db8::1]:65535", "2001:db8::1", 65535, "[2001:db8::1]:65535"],
    ["00.00.00.00", "00.00.00.00", 7786, "00.00.00.00:7786"],
    ["localhost", "localhost", 7786, "localhost:7786"],
  ])("%s", (text, host, port, shown) => {
    const endpoint = parseEndpoint(text, 7786, "address");
    expect(endpoint).toEqual({ host, port });
    expect(formatEndpoint(endpoint)).toBe(shown);
  });

  it("knows whether it has a port", () => expect(parseAddress("a.example", "address")).toEqual({ host: "a.example", port: null }));

  it.each([
    "",
    " ",
    "a b",
    "a_b.example",
    "http://a.example",
    "a.example/",
    "-a.example",
    "1.2.3",
    "256.1.1.1",
    "00.00.00.256",
    "a..b",
    "[::1",
    "[a.example]x",
    "a.example:",
    "a.example:0",
    "a.example:65536",
    "a.example:x",
    `${"a".repeat(64)}.example`,
  ])("is not %j", (text) => expect(() => parseAddress(text, "address")).toThrow(/^address must/));
});
