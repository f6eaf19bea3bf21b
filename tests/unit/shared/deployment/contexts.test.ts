import { describe, expect, it } from "vitest";
import { contexts as registered } from "../../../../functions/registry.ts";
import type { ContextDefinition } from "../../../../shared/deployment/context.ts";
import { factsOf, functionsOf, functionsOfKind, queueOf, tablesOf } from "../../../../shared/deployment/derive.ts";
import { type Grant, readMembers, type TableGrant } from "../../../../shared/deployment/grants.ts";

const contexts: readonly ContextDefinition[] = registered;
const functions = functionsOf(contexts);
const rights = functions.flatMap(({ id, definition }) => definition.grants.map((grant) => ({ id, grant })));
const tableRights = rights.flatMap(({ id, grant }) => ("table" in grant ? [{ id, grant }] : []));

/** Rights on rows with any key, each with the reason; every other right names the keys it is limited to. */
const anyKey: Readonly<Record<string, string>> = {
  "records-api: Query of Records":
    "a regulator asks for any area, a member for any of its own accounts: the use case checks whose they are",
  "records-api: GetItem, BatchGetItem, Query of Ledger": "statements are of accounts of every instrument, which have keys of their own",
  "records-on-transfer: GetItem of Ledger": "a transfer touches accounts of every instrument, and is itself read as a fact",
};

describe("the contexts of the product", () => {
  it("limit every right on a table to keys, except the ones listed with a reason", () => {
    const wide = tableRights.filter(({ grant }) => grant.index === undefined && grant.keys === undefined);
    expect(wide.map(written).sort()).toEqual(Object.keys(anyKey).sort());
    expect(tableRights.filter(({ grant }) => grant.keys?.some((key) => /^\*/.test(key) || key === "")).map(written)).toEqual([]);
    expect(tableRights.filter(({ grant }) => grant.keys?.length === 0).map(written)).toEqual([]);
  });

  it("only query an index, and only one of the table they name", () => {
    const onIndexes = tableRights.filter(({ grant }) => grant.index !== undefined);
    expect(onIndexes).not.toEqual([]);
    expect(onIndexes.filter(({ grant }) => grant.actions.join() !== "Query").map(written)).toEqual([]);
    const indexesOf = (name: string): readonly (string | undefined)[] => tablesOf(contexts)[name]?.indexes.map((each) => each.name) ?? [];
    expect(onIndexes.filter(({ grant }) => !indexesOf(grant.table).includes(grant.index)).map(written)).toEqual([]);
  });

  it("grant tables, buckets, keys and queues that a context has", () => {
    const buckets = contexts.flatMap((context) => Object.keys(context.buckets ?? {}));
    const keys = contexts.flatMap((context) => Object.keys(context.keys ?? {}));
    const queues = functions.flatMap((each) => queueOf(each) ?? []);
    const exists = (grant: Grant): boolean => {
      if ("table" in grant) return grant.table in tablesOf(contexts);
      if ("key" in grant) return keys.includes(grant.key);
      if ("bucket" in grant) return buckets.includes(grant.bucket);
      // A right to send messages names nothing of a context.
      return "queue" in grant ? queues.includes(grant.queue) : true;
    };
    expect(rights.filter(({ grant }) => !exists(grant))).toEqual([]);
  });

  it.each([
    ["contexts", contexts.map(({ name }) => name)],
    ["functions", functions.map(({ id }) => id)],
    ["queues", functions.flatMap((each) => queueOf(each) ?? [])],
    ["keys", contexts.flatMap(({ keys = {} }) => Object.keys(keys))],
    ["tables", contexts.flatMap(({ tables }) => Object.keys(tables))],
    ["buckets", contexts.flatMap(({ buckets }) => Object.keys(buckets ?? {}))],
    ["fact types", factsOf(contexts).map(({ schema }) => schema.factType)],
    ["operations", contexts.flatMap(({ endpoints }) => Object.values(endpoints).map(({ operationId }) => operationId))],
    ["routes", contexts.flatMap(({ endpoints }) => Object.values(endpoints).map(({ method, path }) => `${method} ${path}`))],
  ])("give no two %s the same name", (_what, names) => {
    expect(names).not.toEqual([]);
    expect(twice(names)).toEqual([]);
  });

  it("serve every endpoint by exactly one function", () => {
    const served = functionsOfKind(contexts, "api").flatMap(({ definition }) => Object.values(definition.endpoints));
    const described = contexts.flatMap(({ endpoints }) => Object.values(endpoints));
    expect(twice(served.map(({ operationId }) => operationId))).toEqual([]);
    expect(described.filter((endpoint) => !served.includes(endpoint)).map(({ operationId }) => operationId)).toEqual([]);
  });

  it("let every API function with an endpoint that is not public read who calls", () => {
    const asking = functionsOfKind(contexts, "api").filter(({ definition }) =>
      Object.values(definition.endpoints).some(({ roles }) => !roles.includes("public")),
    );
    expect(asking).not.toEqual([]);
    expect(asking.filter(({ definition }) => !definition.grants.includes(readMembers)).map(({ id }) => id)).toEqual([]);
  });

  it("name the table that two of them have", () => {
    const [first] = contexts.filter(({ tables }) => "Parties" in tables);
    expect(() => tablesOf([...contexts, ...(first ? [{ ...first, name: "other" }] : [])])).toThrow("table names are unique: Parties");
  });
});

function written({ id, grant }: { readonly id: string; readonly grant: TableGrant }): string {
  return `${id}: ${grant.actions.join(", ")} of ${grant.table}${grant.index === undefined ? "" : ` by ${grant.index}`}`;
}

/** The names that stand more than once in a list. */
function twice(names: readonly string[]): readonly string[] {
  return names.filter((name, position) => names.indexOf(name) !== position);
}
