import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { factTableOf, functionsOf, functionsOfKind } from "../../shared/deployment/derive.ts";
import { relayOf } from "../../shared/deployment/names.ts";
import { everyOf, idOf, type Synthesis, statementsOf, syntheses, variablesOf } from "../support/synth.ts";

/** What AWS allows of everything that grows with contexts, and the share of it that may be used before it is time to think. */
const limits = [
  // The data stack has the most, ten or more for each streamed table.
  { what: "resources of a stack", most: 500, room: 0.5 },
  // One for each context with routes. Growth beyond that is a route, or an alarm of a context, in the wrong place.
  { what: "resources of the front stack", most: 500, room: 0.1 },
  { what: "bytes of a template", most: 1_000_000, room: 0.6 },
  // They name what a function is granted. What grows with the product, such as subscriptions, is a file beside the bundle.
  { what: "bytes of a function's variables", most: 4_096, room: 0.4 },
  // Asked for before the deployment (docs/deployment.md).
  { what: "routes of the API", most: 800, room: 0.75 },
  { what: "integrations of the API", most: 300, room: 0.2 },
  { what: "characters of a role's policies", most: 10_240, room: 0.6 },
  // They name each subscriber's queue: twice as many as today have room.
  { what: "characters of a relay's policies", most: 10_240, room: 0.3 },
  { what: "rules of the event bus", most: 300, room: 0.2 },
] as const;

describe("stacks, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("are the data stack, that of the archive where it is queried, one per context with functions, the front stack, and in it one per context with endpoints", () => {
    const named = contexts.filter((context) => functionsOf([context]).length > 0).map(({ name }) => `ecovalue-${name}`);
    const routed = contexts.filter((context) => functionsOfKind([context], "api").length > 0).map(({ name }) => routesStackOf(name));
    for (const { assembly, resources, settings, templates } of all) {
      const archives = new Set(resources.filter(({ type }) => type.startsWith("AWS::Athena::")).map(({ stack }) => stack));
      expect([...archives]).toEqual(settings.archiveQueries === "athena" ? ["ecovalue-archive"] : []);
      expect([...new Set(assembly.resources.map(({ stack }) => stack))].sort()).toEqual(
        ["ecovalue-data", "ecovalue-front", ...named, ...routed].sort(),
      );
      expect(templates).toHaveLength(2 + archives.size + named.length + routed.length);
    }
  });

  it("holds the routes of a context in the context's own stack of routes, and CloudFormation makes the front stack last", () => {
    const wanted = contexts.flatMap(({ name, endpoints }) =>
      Object.values(endpoints).map(({ method, path }) => [`${method} ${path}`, routesStackOf(name)] as const),
    );
    for (const { assembly, dependencies } of all) {
      const made = new Map(everyOf(assembly, "AWS::ApiGatewayV2::Route").map(({ properties, stack }) => [properties.RouteKey, stack]));
      expect(wanted.filter(([route, stack]) => made.get(route) !== stack)).toEqual([]);
      // A route is never live before its function.
      const before = contexts.filter((context) => functionsOf([context]).length > 0).map(({ name }) => `ecovalue-${name}`);
      expect(dependencies.get("ecovalue-front")).toEqual(expect.arrayContaining(before));
    }
  });

  it("refer to each other by name: nothing is exported or imported, so each can be deleted alone", () => {
    for (const { templates } of all) expect(templates.filter((text) => /"Export"|Fn::ImportValue/.test(text))).toEqual([]);
  });

  it("holds the functions of a context in the context's own stack", () => {
    const wanted = functionsOf(contexts).map(({ id, context }) => [id, `ecovalue-${context.name}`]);
    for (const { assembly } of all) {
      const stackOf = new Map(assembly.ofType("AWS::Lambda::Function").map((each) => [idOf(each), each.stack]));
      expect(wanted.filter(([id = "", stack]) => stackOf.get(id) !== stack)).toEqual([]);
    }
  });

  it("tells a relay the same whatever is subscribed to its table, and the replay whatever jobs there are", () => {
    const tables = contexts.flatMap((context) => factTableOf(context) ?? []);
    for (const { assembly } of all) {
      const told = tables.map((table) => {
        const { SERVICE_NAME, RELAYED_TABLE, QUEUE_FAILURES, ...rest } = variablesOf(assembly, relayOf(table));
        expect([SERVICE_NAME, RELAYED_TABLE, String(QUEUE_FAILURES).split("-").slice(-3).join("-")]).toEqual([
          relayOf(table),
          table,
          `${relayOf(table)}-failed`,
        ]);
        return rest;
      });
      const same = { QUEUE_ADDRESSES: expect.stringMatching(/\/ecovalue-$/), TABLE_SUPERVISION: "ecovalue-Surveillance" };
      expect(told).toEqual(tables.map(() => same));
      expect(Object.keys(variablesOf(assembly, "replay")).sort()).toEqual([
        "FUNCTION_PREFIX",
        "QUEUE_ADDRESSES",
        "SERVICE_NAME",
        "TABLE_SUPERVISION",
      ]);
    }
  });

  it.for(limits.map((limit) => [limit.what, limit] as const))("stay well below the limit on %s", ([what, { most, room }]) => {
    for (const synthesis of all) {
      const used = usedOf(synthesis)[what];
      expect(used.length).toBeGreaterThan(0);
      expect(used.filter(([, amount]) => amount > most * room)).toEqual([]);
    }
  });

  it("gives no two resources of a kind the same name", () => {
    for (const { assembly } of all) {
      const names = assembly.resources.map(({ type, name }) => `${type} ${name}`);
      expect(names.filter((name, position) => names.indexOf(name) !== position)).toEqual([]);
    }
  });
});

/** Name of the stack of a context's routes, as the local cloud has it. */
function routesStackOf(context: string): string {
  return `ecovalue-front-api-${context}-routes`;
}

type Used = Readonly<Record<(typeof limits)[number]["what"], readonly (readonly [name: string, amount: number])[]>>;

function usedOf({ resources, templates, assembly }: Synthesis): Used {
  const functions = assembly.ofType("AWS::Lambda::Function").map(idOf);
  const count = (type: string): number => everyOf(assembly, type).length;
  const ofStacks = [...Map.groupBy(resources, ({ stack }) => stack)].map(([stack, own]) => [stack, own.length] as const);
  return {
    "resources of a stack": ofStacks,
    "resources of the front stack": ofStacks.filter(([stack]) => stack === "ecovalue-front"),
    "bytes of a template": templates.map((text, position) => [String(position), Buffer.byteLength(text)]),
    // Addresses and ARNs are up to twice as long on AWS as here.
    "bytes of a function's variables": functions.map((id) => [id, 2 * Buffer.byteLength(JSON.stringify(variablesOf(assembly, id)))]),
    "routes of the API": [["api", count("AWS::ApiGatewayV2::Route")]],
    "integrations of the API": [["api", count("AWS::ApiGatewayV2::Integration")]],
    "characters of a role's policies": functions.map((id) => [id, JSON.stringify(statementsOf(assembly, id)).length]),
    "characters of a relay's policies": contexts
      .flatMap((context) => factTableOf(context) ?? [])
      .map((table) => [table, JSON.stringify(statementsOf(assembly, relayOf(table))).length]),
    "rules of the event bus": [["bus", count("AWS::Events::Rule")]],
  };
}
