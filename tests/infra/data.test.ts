import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { importMapping } from "../../infra/restore/import-mapping.ts";
import { factTableOf, tablesOf } from "../../shared/deployment/derive.ts";
import { breaking, everyOf, idOf, type Synthesis, syntheses } from "../support/synth.ts";

describe("state that must survive, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("makes every table on-demand, recoverable, encrypted and protected, and retains it when its stack is deleted", () => {
    for (const synthesis of all) {
      const made = everyOf(synthesis, "AWS::DynamoDB::Table");
      expect(synthesis.assembly.ofType("AWS::DynamoDB::Table").map(idOf)).toEqual(Object.keys(tablesOf(contexts)));
      const unprotected = breaking(made, ({ properties, raw }) =>
        [
          properties.BillingMode === "PAY_PER_REQUEST",
          fieldsOf(properties.PointInTimeRecoverySpecification).PointInTimeRecoveryEnabled === true,
          properties.DeletionProtectionEnabled === true,
          fieldsOf(properties.SSESpecification).SSEEnabled === true,
          fieldsOf(properties.TimeToLiveSpecification).AttributeName === "ttl",
          raw.DeletionPolicy === "Retain",
          raw.UpdateReplacePolicy === "Retain",
        ].every(Boolean),
      );
      expect(unprotected).toEqual([]);
    }
  });

  it("streams exactly the tables in which contexts state facts, and never the sealed bids", () => {
    const stating = contexts.flatMap((context) => factTableOf(context) ?? []);
    expect(stating).not.toContain("Bidding");
    for (const { assembly } of all) {
      const streamed = assembly.ofType("AWS::DynamoDB::Table").filter(({ properties }) => properties.StreamSpecification);
      expect(streamed.map(idOf)).toEqual(stating);
    }
  });

  it("keeps every bucket private, encrypted, versioned and behind TLS, and retains it when its stack is deleted", () => {
    for (const synthesis of all) {
      const policies = JSON.stringify(everyOf(synthesis, "AWS::S3::BucketPolicy"));
      const open = breaking(everyOf(synthesis, "AWS::S3::Bucket"), ({ id, properties, raw }) => {
        const blocked = Object.values(fieldsOf(properties.PublicAccessBlockConfiguration));
        return [
          blocked.length === 4 && blocked.every((each) => each === true),
          properties.BucketEncryption !== undefined,
          fieldsOf(properties.VersioningConfiguration).Status === "Enabled",
          policies.includes(`{"Ref":"${id}"}`) && policies.includes('"aws:SecureTransport":"false"'),
          raw.DeletionPolicy === "RetainExceptOnCreate" && raw.UpdateReplacePolicy === "Retain",
        ].every(Boolean);
      });
      expect(open).toEqual([]);
    }
  });

  it("turns every key over by the year, names it by an alias, and retains both when their stack is deleted", () => {
    const wanted = contexts.flatMap((context) => ("keys" in context ? Object.keys(context.keys) : []));
    for (const synthesis of all) {
      const keys = everyOf(synthesis, "AWS::KMS::Key");
      const aliases = everyOf(synthesis, "AWS::KMS::Alias");
      expect(synthesis.assembly.ofType("AWS::KMS::Alias").map(({ name }) => name)).toEqual(wanted.map((name) => `alias/ecovalue-${name}`));
      expect(keys).toHaveLength(wanted.length);
      expect(breaking(keys, ({ properties }) => properties.EnableKeyRotation === true)).toEqual([]);
      const lost = breaking(
        [...keys, ...aliases],
        ({ raw }) => raw.DeletionPolicy === "RetainExceptOnCreate" && raw.UpdateReplacePolicy === "Retain",
      );
      expect(lost).toEqual([]);
    }
  });

  it("leaves nothing that a failed creation made but tables, whose protection a rollback can't lift", () => {
    for (const { resources } of all) {
      const left = resources.filter(({ raw }) => raw.DeletionPolicy === "Retain").map(({ type }) => type);
      expect(new Set(left)).toEqual(new Set(["AWS::DynamoDB::Table"]));
    }
  });

  it("can be imported by a mapping that names every table, key and alias as it is called, and nothing that a restore leaves out", async () => {
    for (const synthesis of all) {
      const taken = synthesis.resources.filter(({ type }) => /DynamoDB::Table$|KMS::(?:Key|Alias)$/.test(type));
      const asked: string[] = [];
      const template = { Resources: Object.fromEntries(synthesis.resources.map(({ id, raw }) => [id, raw])) };
      const mapping = await importMapping(template, async (alias) => {
        asked.push(alias);
        return "11111111-2222";
      });
      expect(Object.keys(mapping).sort()).toEqual(taken.map(({ id }) => id).sort());
      expect(asked).toEqual(synthesis.assembly.ofType("AWS::KMS::Alias").map(({ name }) => name));
      const identifiers = { "AWS::DynamoDB::Table": "TableName", "AWS::KMS::Alias": "AliasName" } as const;
      for (const { id, type, properties } of taken) {
        const name = identifiers[type as keyof typeof identifiers];
        expect(mapping[id]).toEqual(name ? { [name]: properties[name] } : { KeyId: "11111111-2222" });
      }
    }
  });

  it("keeps state in its own stack, with nothing else but the relays of its streams", () => {
    for (const { resources, assembly } of all) {
      const stateful = resources.filter(({ type }) => /DynamoDB::Table$|S3::Bucket$|KMS::(?:Key|Alias)$/.test(type));
      expect(new Set(stateful.map(({ stack }) => stack))).toEqual(new Set(["ecovalue-data"]));
      const beside = assembly.ofType("AWS::Lambda::Function").filter(({ stack }) => stack === "ecovalue-data");
      expect(beside.map(idOf).filter((id) => !id.startsWith("relay-"))).toEqual([]);
    }
  });
});
