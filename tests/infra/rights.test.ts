import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import type { ContextDefinition } from "../../shared/deployment/context.ts";
import { differences, everyOf, idOf, type PolicyEntry, type Synthesis, same, statementsOf, syntheses } from "../support/synth.ts";

/** Actions of a statement besides those that write traces, which are merged into statements on every resource. */
function withoutTraces(actions: readonly string[]): readonly string[] {
  return actions.filter((action) => !action.startsWith("xray:"));
}

describe("rights, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  function functionsOf({
    assembly,
  }: Synthesis): { readonly name: string; readonly statements: readonly PolicyEntry[]; readonly variables: object }[] {
    return everyOf(assembly, "AWS::Lambda::Function").map(({ name: physicalName, properties }) => {
      const name = idOf({ name: physicalName });
      const statements = statementsOf(assembly, name);
      // A function without any statement would pass every rule below.
      expect(statements.length).toBeGreaterThan(0);
      return { name, statements, variables: fieldsOf(fieldsOf(properties.Environment).Variables) };
    });
  }

  /** Statements on a table or its indexes. */
  function onTable(statements: readonly PolicyEntry[], tableName: string): PolicyEntry[] {
    return statements.filter(({ resources }) =>
      resources.some((resource) => new RegExp(`:table/ecovalue-${tableName}(/index/.*)?$`).test(resource)),
    );
  }

  it("names every action, and every resource but those of dynamodb:ListStreams and of traces, objects by prefix, keys by alias, phones, and the replay's queues", () => {
    for (const synthesis of all) {
      for (const { name, statements } of functionsOf(synthesis)) {
        expect(statements.flatMap(({ actions }) => actions).filter((action) => action.includes("*"))).toEqual([]);
        // The end of a stream's name is made when the table is; the template refers to it, only its resolved form here has the wildcard.
        const wide = statements.filter(({ resources }) =>
          resources.some((resource) => resource.includes("*") && !/:table\/[\w-]+\/stream\/\*$|:log-group:[\w-]+:\*$/.test(resource)),
        );
        const others = wide.filter(({ actions: all, resources, aliases }) => {
          const actions = withoutTraces(all);
          const streams = ["", "dynamodb:ListStreams"].includes(actions.join()) && resources.join() === "*";
          const objects =
            actions.every((action) => action.startsWith("s3:")) &&
            resources.every((each) => /\/(blocks|evidence|exports|heads|manifests|rests|results)\/\*$/.test(each));
          const ownQueues =
            name === "replay" &&
            actions.every((action) => action.startsWith("sqs:")) &&
            resources.every((each) => /:ecovalue-\*(-failed)?$/.test(each));
          // Phone numbers have no ARN; topics, which have, are denied.
          const phones =
            name === "notices-deliver" && actions.join() === "sns:Publish" && /^\*$|^arn:[\w-]+:sns:\*:\*:\*$/.test(resources.join());
          const oneKey =
            actions.every((action) => /^kms:(Encrypt|Decrypt|Sign|GetPublicKey)$/.test(action)) &&
            resources.every((each) => /:kms:[\w-]+:\d+:key\/\*$/.test(each)) &&
            aliases.length === 1;
          return !streams && !objects && !ownQueues && !oneKey && !phones;
        });
        expect(others).toEqual([]);
      }
    }
  });

  it("fits the policy of each function's own role: what is cut off into a further policy would be no role's own", () => {
    for (const { resources } of all)
      expect(resources.filter(({ type }) => type === "AWS::IAM::ManagedPolicy").map(({ id }) => id)).toEqual([]);
  });

  it("lets one function send mail and SMS where they are on, mail from its sender's domain and SMS to phone numbers only", () => {
    for (const { assembly, settings } of all) {
      const sending = everyOf(assembly, "AWS::Lambda::Function").flatMap(({ name }) =>
        statementsOf(assembly, idOf({ name }))
          .filter(({ actions }) => actions.some((action) => /^(?:ses|sns):/.test(action)))
          .map(({ effect, actions, resources }) => `${idOf({ name })}: ${effect} ${withoutTraces(actions)} ${resources}`),
      );
      const { partition, region, accountId } = assembly.target;
      const wanted = [
        `notices-deliver: Allow ses:SendEmail arn:${partition}:ses:${region}:${accountId}:identity/exchange.gov.cn`,
        "notices-deliver: Allow sns:Publish *",
        `notices-deliver: Deny sns:Publish arn:${partition}:sns:*:*:*`,
      ];
      expect(differences(sending, settings.noticeChannels === "" ? [] : wanted)).toEqual(same);
    }
  });

  it("gives functions nothing besides these statements: no managed and no inline policies", () => {
    for (const synthesis of all) {
      const roles = everyOf(synthesis, "AWS::IAM::Role").filter(({ properties }) =>
        JSON.stringify(properties).includes("lambda.amazonaws.com"),
      );
      expect(roles.filter(({ properties }) => properties.ManagedPolicyArns !== undefined || properties.Policies !== undefined)).toEqual([]);
      expect(roles).toHaveLength(everyOf(synthesis, "AWS::Lambda::Function").length);
    }
  });

  it("lets no function scan a table or use PartiQL", () => {
    for (const synthesis of all) {
      const actions = functionsOf(synthesis).flatMap(({ statements }) => statements.flatMap((statement) => statement.actions));
      expect(actions.filter((action) => action.startsWith("dynamodb:")).length).toBeGreaterThan(0);
      expect(actions.filter((action) => /Scan|PartiQL|Export|Restore/.test(action))).toEqual([]);
    }
  });

  it("keeps sealed bids between the bidder's own function and clearing", () => {
    for (const synthesis of all) {
      const rights = Object.fromEntries(
        functionsOf(synthesis)
          .map(({ name, statements }) => [name, onTable(statements, "Bidding")] as const)
          .filter(([, statements]) => statements.length > 0),
      );
      expect(Object.keys(rights).sort()).toEqual(["auctions-api", "auctions-close-one", "bidding-api"]);
      const everyRight = Object.values(rights).flat();
      expect(everyRight.flatMap(({ actions }) => actions).filter((action) => /Query|Batch|Delete/.test(action))).toEqual([]);
      expect(everyRight.filter(({ keys }) => keys.length === 0)).toEqual([]);
      const announcing = rights["auctions-api"] ?? [];
      expect(announcing.flatMap(({ actions }) => actions)).toEqual(["dynamodb:PutItem"]);
      expect(announcing.flatMap(({ keys }) => keys)).toEqual(["secrets#*"]);
      const bidding = rights["bidding-api"] ?? [];
      // An update is what withdrawing empties a sheet by.
      const actions = ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
      expect(new Set(bidding.flatMap((statement) => statement.actions))).toEqual(new Set(actions));
      expect(new Set(bidding.flatMap(({ keys }) => keys))).toEqual(new Set(["sheet#*", "version#*", "request#*"]));
    }
  });

  it("lets functions create and read objects and nothing else: none deletes one, lifts, shortens or makes a lock, or changes its bucket", () => {
    for (const synthesis of all) {
      const onObjects = functionsOf(synthesis).flatMap(({ name, statements }) =>
        statements.flatMap(({ actions }) => actions.filter((action) => /^s3:/i.test(action)).map((action) => ({ name, action }))),
      );
      expect(onObjects.length).toBeGreaterThan(0);
      expect(onObjects.filter(({ action }) => !/^s3:(?:GetObject|PutObject|AbortMultipartUpload)$/.test(action))).toEqual([]);
      // Objects under a lock are written whole: their writers have no parts to abandon.
      const locked = contexts.flatMap(({ buckets = {} }: ContextDefinition) =>
        Object.entries(buckets).flatMap(([name, shape]) => (shape.locked ? `:ecovalue-${name.toLowerCase()}-` : [])),
      );
      const onLocked = functionsOf(synthesis).flatMap(({ statements }) =>
        statements.filter(({ resources }) => resources.some((resource) => locked.some((name) => resource.includes(name)))),
      );
      expect(onLocked.length).toBeGreaterThan(0);
      const actions = onLocked.flatMap(({ actions }) => actions);
      expect(new Set(actions)).toEqual(new Set(["s3:GetObject", "s3:PutObject"]));
    }
  });

  it("lets who announces encrypt the secrets of auctions, only the close decrypt them, and nobody anything else with a key but sign heads of records", () => {
    for (const synthesis of all) {
      const uses = functionsOf(synthesis).flatMap(({ name, statements }) =>
        statements
          .filter(({ actions }) => actions.some((action) => /^kms:(?:En|De)crypt/.test(action)))
          .map(({ actions, aliases }) => [name, actions.join(), aliases.join()]),
      );
      expect(uses).toEqual([
        ["auctions-api", "kms:Encrypt", "alias/ecovalue-Sealing"],
        ["auctions-close-one", "kms:Decrypt", "alias/ecovalue-Sealing"],
      ]);
      const other = functionsOf(synthesis).flatMap(({ name, statements }) =>
        statements
          .filter(({ actions }) => actions.some((action) => /^kms:(?!Encrypt$|Decrypt$)/.test(action)))
          .map(({ actions, aliases }) => [name, aliases.join(), actions.every((action) => /^kms:(?:Sign|GetPublicKey)$/.test(action))]),
      );
      expect(other.filter(([, alias, signs]) => alias !== "alias/ecovalue-RecordHeads" || signs !== true)).toEqual([]);
    }
  });

  it("gives every function the names of its granted tables, buckets, keys and queues, and no others", () => {
    for (const synthesis of all) {
      for (const { name, statements, variables } of functionsOf(synthesis)) {
        const granted = new Set(statements.flatMap(({ resources }) => resources));
        const tables = [...granted].flatMap((resource) => /:table\/([\w-]+)(?:\/index\/\w+)?$/.exec(resource)?.[1] ?? []);
        const told = Object.entries(variables).filter(([variable]) => variable.startsWith("TABLE_"));
        // The facts that a consumer reads come with the table's name in the message.
        const named = new Set(told.map(([, value]) => value));
        const unnamed = [...new Set(tables)].filter((table) => !named.has(table));
        const onlyFacts = unnamed.every((table) =>
          onTable(statements, idOf({ name: table })).every(({ keys }) => keys.join() === "fact#*"),
        );
        expect({ name, surplus: [...named].filter((table) => !tables.includes(String(table))), onlyFacts }).toEqual({
          name,
          surplus: [],
          onlyFacts: true,
        });
        const keys = Object.entries(variables).filter(([variable]) => variable.startsWith("KEY_"));
        expect(new Set(keys.map(([, alias]) => alias))).toEqual(new Set(statements.flatMap(({ aliases }) => aliases)));
        const queues = Object.entries(variables).filter(([variable]) => variable.startsWith("QUEUE_") && variable !== "QUEUE_ADDRESSES");
        for (const [, url] of queues) {
          const queue = String(url).split("/").at(-1) ?? "";
          expect(
            statements.some(
              ({ actions, resources }) => actions.includes("sqs:SendMessage") && resources.some((each) => each.endsWith(`:${queue}`)),
            ),
          ).toBe(true);
        }
      }
    }
  });

  it("writes no partition and no region into a template", () => {
    for (const { templates, assembly, settings } of all) {
      expect(templates.join("").length).toBeGreaterThan(100_000);
      // The topic of the settings is the one resource that others made.
      const own = templates.map((text) => text.replaceAll(settings.alarmTopicArn, ""));
      expect(own.filter((text) => /arn:aws(-cn)?:|amazonaws\.com\.cn|(eu|us|cn)-[a-z]+-\d/.test(text))).toEqual([]);
      const { partition } = assembly.target;
      const otherPartition = partition === "aws" ? "arn:aws-cn:" : "arn:aws:";
      const resolved = JSON.stringify(assembly.resources);
      expect(resolved).toContain(`arn:${partition}:`);
      expect(resolved).not.toContain(otherPartition);
    }
  });
});
