import { beforeAll, describe, expect, it } from "vitest";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { tables } from "../../infra/stacks/context.ts";
import { breaking, everyOf, type Synthesis, syntheses } from "../support/synth.ts";

describe("what must survive, on every partition", () => {
  let all: readonly Synthesis[];
  beforeAll(async () => {
    all = await syntheses();
  });

  it("keeps every table of the contexts' data on demand, recoverable, encrypted and protected, and keeps it when its stack goes", () => {
    for (const synthesis of all) {
      const made = everyOf(synthesis, "AWS::DynamoDB::Table");
      expect(synthesis.assembly.ofType("AWS::DynamoDB::Table").map(({ name }) => name)).toEqual(Object.keys(tables));
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

  it("streams exactly the tables that have facts, and never the sealed bids", () => {
    for (const { assembly } of all) {
      const streamed = assembly.ofType("AWS::DynamoDB::Table").filter(({ properties }) => properties.StreamSpecification);
      expect(streamed.map(({ name }) => name)).toEqual(["Parties", "Permits", "Cash", "Auctions", "Ledger"]);
    }
  });

  it("keeps every bucket private, encrypted, versioned and behind TLS, and keeps it when its stack goes", () => {
    for (const synthesis of all) {
      const policies = JSON.stringify(everyOf(synthesis, "AWS::S3::BucketPolicy"));
      const open = breaking(everyOf(synthesis, "AWS::S3::Bucket"), ({ id, properties, raw }) => {
        const blocked = Object.values(fieldsOf(properties.PublicAccessBlockConfiguration));
        return [
          blocked.length === 4 && blocked.every((each) => each === true),
          properties.BucketEncryption !== undefined,
          fieldsOf(properties.VersioningConfiguration).Status === "Enabled",
          policies.includes(`{"Ref":"${id}"}`) && policies.includes('"aws:SecureTransport":"false"'),
          raw.DeletionPolicy === "Retain" && raw.UpdateReplacePolicy === "Retain",
        ].every(Boolean);
      });
      expect(open).toEqual([]);
    }
  });

  it("keeps state and what can be deployed anew apart", () => {
    for (const { resources } of all) {
      const stateful = resources.filter(({ type }) => /DynamoDB::Table$|S3::Bucket$/.test(type));
      expect(new Set(stateful.map(({ stack }) => stack))).toEqual(new Set(["ecovalue-data"]));
      const others = resources.filter(({ stack }) => stack === "ecovalue-data").map(({ type }) => type);
      expect(new Set(others)).toEqual(new Set(["AWS::DynamoDB::Table", "AWS::S3::Bucket", "AWS::S3::BucketPolicy"]));
    }
  });
});
