import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLEnumType,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  concatAST,
  parse,
  validate,
  visit,
} from "graphql";
import { type Api, PORTAL_API } from "./api.js";
import { type Contract, type Operation, operationsOf, readContract, restCompatFolder } from "./contract.js";
import { type RequestPlan, type RestRequest, planRequest } from "./request.js";
import { type BodyPlan, planBody } from "./response.js";
import { shapeOf } from "./shape.js";

/** What a document can't say of its operation: pure functions in a file of the same name beside it. */
export interface Hooks {
  /** Parameters, properties and `$variables` that `variables` takes care of. */
  takes?: readonly string[];
  /** Variables in place of, or beside, those filled by name. */
  variables?: (request: RestRequest) => Record<string, unknown>;
  /** The body in the form the contract wants, from the one the document makes. */
  body?: (body: unknown, request: RestRequest) => unknown;
  /** Whether `body` leaves this answer as the document makes it. */
  leavesBody?: (request: RestRequest) => boolean;
  /** In place of codecs: the contract's body from the graph's own JSON. */
  encode?: (value: unknown, number: EnumNumber) => unknown;
}

/** The contract's number for a value of one of the graph's enums. */
export type EnumNumber = (enumName: string, value: string) => number;

/** An operation of the contract joined with its document. */
export interface LinkedOperation {
  operation: Operation;
  document: DocumentNode;
  /** Whether it asks the graph for a change. */
  changes: boolean;
  /** The scope of limited tokens that the root field admits, if any. */
  tokenScope: string | undefined;
  /** Whether it is called with a password, whose check counts against the rate limit by itself. */
  showsPassword: boolean;
  /** Whether what is simple of its change goes in one trip to the database, for a caller who is cached. */
  oneTrip: boolean;
  request: RequestPlan;
  /** Null where the contract's success has no body, or one that never differs. */
  body: BodyPlan | null;
  hooks: Hooks;
}

/** The whole contract: what is linked, and what has no document yet. */
export interface LinkedContract {
  api: Api;
  contract: Contract;
  operations: { operation: Operation; linked: LinkedOperation | null }[];
}

/** Thrown where contract, documents and schema do not agree; the message names every mismatch by its operation. */
export class LinkError extends Error {
  override readonly name = "LinkError";

  constructor(readonly problems: readonly string[]) {
    super(`contract, documents and schema do not agree:\n${problems.map((problem) => `  ${problem}`).join("\n")}`);
  }
}

interface Documents {
  operations: ReadonlyMap<string, DocumentNode>;
  fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  hooksById: ReadonlyMap<string, Hooks>;
}

/** Reads an API's documents below rest-compat/operations, and the hooks that were compiled beside this file. */
export async function readDocuments({ owns }: Api): Promise<Documents> {
  const folder = new URL("operations/", restCompatFolder());
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(
    (path) => path.endsWith(".graphql") && owns(path.split("/")[0]!),
  );
  const operations = new Map<string, DocumentNode>();
  const fragments = new Map<string, FragmentDefinitionNode>();
  const hooksById = new Map<string, Hooks>();
  for (const path of paths) {
    const document = parse(readFileSync(new URL(path, folder), "utf8"));
    for (const node of document.definitions) if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
    const id = basename(path, ".graphql");
    if (document.definitions.some((node) => node.kind === Kind.OPERATION_DEFINITION)) operations.set(id, document);
    const file = ["js", "ts"]
      .map((extension) => new URL(`operations/${path.replace(/graphql$/, extension)}`, import.meta.url))
      .find((url) => existsSync(url));
    if (file !== undefined) hooksById.set(id, (await import(/* @vite-ignore */ pathToFileURL(file.pathname).href)) as Hooks);
  }
  return { operations, fragments, hooksById };
}

/** Adds to a document the fragments it uses, those of fragments included. */
function withFragments(document: DocumentNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>): DocumentNode {
  const found = new Map<string, FragmentDefinitionNode>();
  const spread = (node: DocumentNode | FragmentDefinitionNode): void => {
    visit(node, {
      FragmentSpread: ({ name }) => {
        const fragment = fragments.get(name.value);
        if (fragment === undefined || found.has(name.value)) return;
        found.set(name.value, fragment);
        spread(fragment);
      },
    });
  };
  spread(document);
  return concatAST([document, { kind: Kind.DOCUMENT, definitions: [...found.values()] }]);
}

/** Joins contract, documents and schema. @throws LinkError unless they agree */
export async function linkContract(
  schema: GraphQLSchema,
  api: Api = PORTAL_API,
  contract: Contract = readContract(api.contract),
): Promise<LinkedContract> {
  const documents = await readDocuments(api);
  const all = operationsOf(contract);
  const problems: string[] = [];
  const operations = all.map((operation) => {
    const document = documents.operations.get(operation.documentId);
    return { operation, linked: document === undefined ? null : linkOperation(schema, contract, operation, document, documents, problems) };
  });
  for (const id of documents.operations.keys()) {
    if (!all.some((operation) => operation.documentId === id)) problems.push(`${id}: the contract has no such operation`);
  }
  if (problems.length > 0) throw new LinkError(problems);
  return { api, contract, operations };
}

function linkOperation(
  schema: GraphQLSchema,
  contract: Contract,
  operation: Operation,
  source: DocumentNode,
  { fragments, hooksById }: Documents,
  problems: string[],
): LinkedOperation | null {
  const report = (problem: string): void => void problems.push(`${operation.id}: ${problem}`);
  const document = withFragments(source, fragments);
  const invalid = validate(schema, document);
  for (const error of invalid) report(error.message);
  if (invalid.length > 0) return null;

  const definition = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION)!;
  if (definition.name?.value !== operation.documentId) report(`the document is named ${definition.name?.value ?? "nothing"}`);
  const roots = definition.selectionSet.selections;
  if (roots.length !== 1 || roots[0]!.kind !== Kind.FIELD) report("a document has exactly one root field");
  checkAdmission(schema, operation, definition, report);

  const hooks = hooksById.get(operation.documentId) ?? {};
  const { success } = operation;
  const bodiless = success.status === 204 || success.schema === null || isConstant(operation);
  const number: EnumNumber = (name, value) => (schema.getType(name) as GraphQLEnumType).getValue(value)!.value as number;
  const encode = hooks.encode && ((value: unknown) => hooks.encode!(value, number));
  const body = bodiless ? null : planBody(schema, document, shapeOf(contract, success.schema!), report, encode);
  if (!bodiless && body === null) report("the contract has a body, the document no field aliased body");
  return {
    operation,
    document,
    changes: definition.operation === OperationTypeNode.MUTATION,
    tokenScope: rootExtensions(schema, definition)["tokenScope"] as string | undefined,
    showsPassword: rootExtensions(schema, definition)["showsPassword"] === true,
    oneTrip: rootExtensions(schema, definition)["oneTrip"] !== undefined,
    request: planRequest(schema, contract, operation, document, hooks.takes ?? [], report),
    body,
    hooks,
  };
}

/** Whether the success body is one and the same for every request: the contract has no schema for it, but an example. */
export const isConstant = ({ success }: Operation): boolean =>
  success.schema !== null && Object.keys(success.schema).length === 0 && success.example !== undefined;

/** What a document's root field says of whom it admits. */
function rootExtensions(schema: GraphQLSchema, definition: OperationDefinitionNode): Readonly<Record<string, unknown>> {
  const root = definition.selectionSet.selections[0] as FieldNode;
  return schema.getRootType(definition.operation)!.getFields()[root.name.value]!.extensions;
}

/** The contract's roles must be the root field's: both endpoints admit the same callers. */
function checkAdmission(
  schema: GraphQLSchema,
  operation: Operation,
  definition: OperationDefinitionNode,
  report: (problem: string) => void,
): void {
  const root = definition.selectionSet.selections[0] as FieldNode;
  const admission = rootExtensions(schema, definition)["admission"] as readonly string[] | "anyone";
  const describe = (roles: readonly string[] | "anyone"): string => (roles === "anyone" ? roles : [...roles].sort().join(", "));
  if (describe(admittedRoles(operation)) !== describe(admission)) {
    report(`the contract admits ${describe(admittedRoles(operation))}; ${root.name.value} admits ${describe(admission)}`);
  }
}

const ALL_ROLES = ["root_admin", "partner_admin", "company_admin", "unit_admin", "readonly_admin", "tenant_viewer"];

/** Whom an operation admits: the roles listed; all of them where none are, or where every account may serve itself. */
export function admittedRoles({ admits, selfService }: Operation): readonly string[] | "anyone" {
  if (admits === "anyone") return admits;
  return admits === null || selfService ? ALL_ROLES : admits;
}
