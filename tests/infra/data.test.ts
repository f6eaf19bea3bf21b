import { beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { type Fields, fieldsOf } from "../../infra/local-cloud/values.ts";
import { importMapping } from "../../infra/restore/import-mapping.ts";
import type { BucketShape, ContextDefinition } from "../../shared/deployment/context.ts";
import { factTableOf, tablesOf } from "../../shared/deployment/derive.ts";
import { required } from "../../shared/kernel/invariant.ts";
import { breaking, everyOf, idOf, listOf, type Synthesis, syntheses } from "../support/synth.ts";

/** Names of the buckets whose shape has something, in order. */
function bucketsWith(has: (shape: BucketShape) => boolean | undefined): readonly string[] {
  const buckets = contexts.flatMap(({ buckets = {} }: ContextDefinition) => Object.entries(buckets));
  return buckets.flatMap(([name, shape]) => (has(shape) ? name : [])).sort();
}

/** The name of a bucket in its context: that of the deployment, the account and the region are around it, in lower case. */
function bucketId({ name }: { readonly name: string }): string {
  const known = bucketsWith(() => true).find((each) => name.startsWith(`ecovalue-${each.toLowerCase()}-`));
  return required(known, `context with the bucket ${name}`);
}

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

  it("keeps every bucket private, encrypted and behind TLS, versioned unless its objects expire, and retains it when its stack is deleted", () => {
    for (const synthesis of all) {
      const policies = JSON.stringify(everyOf(synthesis, "AWS::S3::BucketPolicy"));
      const open = breaking(everyOf(synthesis, "AWS::S3::Bucket"), ({ id, properties, raw }) => {
        const blocked = Object.values(fieldsOf(properties.PublicAccessBlockConfiguration));
        return [
          blocked.length === 4 && blocked.every((each) => each === true),
          properties.BucketEncryption !== undefined,
          fieldsOf(properties.VersioningConfiguration).Status === (properties.LifecycleConfiguration ? undefined : "Enabled"),
          policies.includes(`{"Ref":"${id}"}`) && policies.includes('"aws:SecureTransport":"false"'),
          raw.DeletionPolicy === "RetainExceptOnCreate" && raw.UpdateReplacePolicy === "Retain",
        ].every(Boolean);
      });
      expect(open).toEqual([]);
    }
  });

  it("locks what proves trades from its creation, for the days and in the mode of the settings, and nothing else", () => {
    const locked = bucketsWith(({ locked }) => locked);
    expect(locked).toEqual(expect.arrayContaining(["Manifests", "RecordArchive"]));
    const modes = all.map(({ settings, assembly }) => {
      const made = assembly.ofType("AWS::S3::Bucket");
      const found = made.filter(({ properties }) => properties.ObjectLockEnabled === true);
      expect(found.map(bucketId).sort()).toEqual(locked);
      const Mode = settings.objectLock === "compliance" ? "COMPLIANCE" : "GOVERNANCE";
      for (const { properties } of found)
        expect(properties.ObjectLockConfiguration).toEqual({
          ObjectLockEnabled: "Enabled",
          Rule: { DefaultRetention: { Mode, Days: settings.objectLockDays } },
        });
      const others = made.filter((bucket) => !locked.includes(bucketId(bucket)));
      expect(others.filter(({ properties }) => properties.ObjectLockConfiguration !== undefined)).toEqual([]);
      return Mode;
    });
    expect(new Set(modes)).toEqual(new Set(["COMPLIANCE", "GOVERNANCE"]));
  });

  it("lets files of exports expire, with what was uploaded of them in part, and pages of the portals alone read them", () => {
    const expiring = bucketsWith(({ expires }) => expires);
    const downloaded = bucketsWith(({ downloadedByPages }) => downloadedByPages);
    expect([expiring, downloaded]).toEqual([["RecordExports"], ["RecordExports"]]);
    for (const { settings, assembly } of all)
      for (const bucket of assembly.ofType("AWS::S3::Bucket")) {
        const { LifecycleConfiguration, CorsConfiguration } = bucket.properties;
        const [rule] = listOf(fieldsOf(LifecycleConfiguration).Rules).map(fieldsOf);
        const [cors] = listOf(fieldsOf(CorsConfiguration).CorsRules).map(fieldsOf);
        const { exportDays, portalOrigins } = settings;
        expect(rule).toEqual(
          expiring.includes(bucketId(bucket))
            ? {
                Id: "expires",
                Status: "Enabled",
                ExpirationInDays: exportDays,
                AbortIncompleteMultipartUpload: { DaysAfterInitiation: exportDays },
              }
            : undefined,
        );
        expect([cors?.AllowedOrigins, cors?.AllowedMethods]).toEqual(
          downloaded.includes(bucketId(bucket)) ? [portalOrigins, ["GET"]] : [undefined, undefined],
        );
      }
  });

  it("turns every key that encrypts over by the year, keeps each to its usage, names it by an alias, and retains both when their stack is deleted", () => {
    const wanted = contexts.flatMap((context) => ("keys" in context ? Object.keys(context.keys) : []));
    for (const synthesis of all) {
      const keys = everyOf(synthesis, "AWS::KMS::Key");
      const aliases = everyOf(synthesis, "AWS::KMS::Alias");
      expect(synthesis.assembly.ofType("AWS::KMS::Alias").map(({ name }) => name)).toEqual(wanted.map((name) => `alias/ecovalue-${name}`));
      expect(keys).toHaveLength(wanted.length);
      // The service turns over no key that signs.
      const signing = (properties: Fields): boolean => properties.KeyUsage === "SIGN_VERIFY" && properties.KeySpec === "ECC_NIST_P256";
      const encrypting = ({ KeyUsage, EnableKeyRotation }: Fields): boolean => KeyUsage === undefined && EnableKeyRotation === true;
      expect(breaking(keys, ({ properties }) => signing(properties) || encrypting(properties))).toEqual([]);
      expect(keys.filter(({ properties }) => signing(properties)).map(({ id }) => id.replace(/key[0-9A-F]{8}$/, ""))).toEqual(
        contexts.flatMap(({ keys = {} }: ContextDefinition) =>
          Object.entries(keys).flatMap(([name, { usage }]) => (usage === "signing" ? name : [])),
        ),
      );
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
