import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { functionsOf } from "../../shared/deployment/derive.ts";
import { everyOf, idOf, type Synthesis, statementsOf, syntheses, variablesOf } from "../support/synth.ts";

/** What AWS allows of everything that grows with contexts, and the share of it that may be used before it is time to think. */
const limits = [
  // The front stack has one for each route: decision 80 says when it is divided.
  { what: "resources of a stack", most: 500, room: 0.8 },
  { what: "bytes of a template", most: 1_000_000, room: 0.6 },
  // The relay of carbon names each of its fact types with the queues that hear it.
  { what: "bytes of a function's variables", most: 4_096, room: 0.7 },
  // Asked for before the deployment (docs/deployment.md).
  { what: "routes of the API", most: 600, room: 0.6 },
  { what: "integrations of the API", most: 300, room: 0.2 },
  { what: "characters of a role's policies", most: 10_240, room: 0.6 },
  { what: "rules of the event bus", most: 300, room: 0.2 },
] as const;

describe("stacks, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("are the data stack, one per context with functions, and the front stack", () => {
    const named = contexts.filter((context) => functionsOf([context]).length > 0).map(({ name }) => `ecovalue-${name}`);
    for (const { resources } of all) {
      expect([...new Set(resources.map(({ stack }) => stack))].sort()).toEqual(["ecovalue-data", "ecovalue-front", ...named].sort());
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

type Used = Readonly<Record<(typeof limits)[number]["what"], readonly (readonly [name: string, amount: number])[]>>;

function usedOf({ resources, templates, assembly }: Synthesis): Used {
  const functions = assembly.ofType("AWS::Lambda::Function").map(idOf);
  const count = (type: string): number => everyOf(assembly, type).length;
  return {
    "resources of a stack": [...Map.groupBy(resources, ({ stack }) => stack)].map(([stack, own]) => [stack, own.length]),
    "bytes of a template": templates.map((text, position) => [String(position), Buffer.byteLength(text)]),
    // Addresses and ARNs are up to twice as long on AWS as here.
    "bytes of a function's variables": functions.map((id) => [id, 2 * Buffer.byteLength(JSON.stringify(variablesOf(assembly, id)))]),
    "routes of the API": [["api", count("AWS::ApiGatewayV2::Route")]],
    "integrations of the API": [["api", count("AWS::ApiGatewayV2::Integration")]],
    "characters of a role's policies": functions.map((id) => [id, JSON.stringify(statementsOf(assembly, id)).length]),
    "rules of the event bus": [["bus", count("AWS::Events::Rule")]],
  };
}
