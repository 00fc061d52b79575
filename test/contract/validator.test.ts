import { describe, expect, it } from "vitest";
import { operationById } from "./document.js";
import { type Observed, problemsOf } from "./validator.js";

/** What the contract itself shows as an answer. */
function example(operation: string, status: number): Observed {
  const { method, path, responses } = operationById(operation);
  return { method, path, status, contentType: "application/json", text: JSON.stringify(responses.get(status)!.media!.example) };
}

const GROUPS = example("searchGroups", 200);
const FORBIDDEN = example("searchGroups", 403);

describe("the validator", () => {
  it.each([
    ["searchGroups", 200],
    ["searchGroups", 403],
    ["listLanguages", 200],
    ["login", 404],
    ["changePassword", 415],
    ["updateFlags", 200],
  ] as const)("takes the contract's own example of %s, %i", (id, status) => expect(problemsOf(example(id, status))).toEqual([]));

  it("takes an answer without a body", () => {
    const { method, path } = operationById("deleteGroup");
    expect(problemsOf({ method, path, status: 204, contentType: null, text: "" })).toEqual([]);
  });

  it.each<[string, Partial<Observed>, RegExp]>([
    ["another type", { text: GROUPS.text.replaceAll('"kind":40', '"kind":"40"') }, /kind must be/],
    ["a number that is none of the enum", { text: GROUPS.text.replaceAll('"kind":40', '"kind":41') }, /kind must be/],
    ["a property nobody documents", { text: GROUPS.text.replace('"name"', '"colour":1,"name"') }, /items\[0\]\.colour is not documented/],
    ["a documented property left out", { text: GROUPS.text.replace(/,"kind":40/, "") }, /items\[0\]\.kind is documented and not sent/],
    ["a line break", { text: `${GROUPS.text}\n` }, /line break/],
    ["a charset in the Content-Type", { contentType: "application/json; charset=utf-8" }, /Content-Type/],
    ["no JSON", { text: "Success" }, /not JSON/],
    ["a status nobody documents", { status: 202 }, /does not document 202/],
    ["426 where no version is taken", { status: 426 }, /does not document 426/],
    ["an operation nobody documents", { path: "/nothing" }, /not in the contract/],
  ])("refuses %s", (_what, change, problem) => {
    expect(problemsOf({ ...GROUPS, ...change }).join()).toMatch(problem);
  });

  it.each<[string, (text: string) => string]>([
    ["another message", (text) => text.replaceAll("Current user", "The user")],
    ["another code", (text) => text.replace('"code":403', '"code":"403"')],
    ["another domain", (text) => text.replace("Platform", "Application")],
    ["no info", (text) => text.replace(/"info":"[^"]*"/, '"info":""')],
    ["no context", (text) => text.replace('"context":{},', "")],
  ])("refuses an error with %s", (_what, change) => {
    expect(problemsOf({ ...FORBIDDEN, text: change(FORBIDDEN.text) })).not.toEqual([]);
  });

  it("knows the properties that only an example has, and those of alternatives", () => {
    const group = example("getGroup", 200);
    const body = JSON.parse(group.text) as { storage: object; usage: object; privileges: object };
    const complete = { ...body, storage: { id: null, uuid: null, name: "" } };
    expect(problemsOf({ ...group, text: JSON.stringify(complete) }).filter((problem) => problem.includes("storage."))).toEqual([]);
    expect(problemsOf({ ...group, text: JSON.stringify({ ...body, storage: { id: 1 } }) }).join()).toMatch(
      /\.storage\.name is documented and not sent/,
    );
  });
});
