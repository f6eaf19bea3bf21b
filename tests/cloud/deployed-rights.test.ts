import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import type { GrantUse, RightsReport } from "../../infra/local-cloud/gateway/types.ts";
import { type LocalCloud, startLocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { functionsOfKind, queueOf, subscribedFacts } from "../../shared/deployment/derive.ts";
import { builtBundles } from "../support/bundles.ts";
import { moduleOf } from "../support/by-context.ts";
import { type CloudClient, cloudClient } from "../support/cloud-client.ts";
import { type ContextPlay, Scene } from "../support/play.ts";
import { idOf } from "../support/synth.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Rights that Lambda itself uses on a function's behalf: to write its log, and to poll its queue or stream. Nothing of ours asks for them. */
const usedByLambda: readonly RegExp[] = [
  /^logs:/,
  /^sqs:(?:ChangeMessageVisibility|GetQueueUrl)$/,
  /^dynamodb:(?:DescribeStream|ListStreams)$/,
];

const jobs = new Set(functionsOfKind(contexts, "job").map(({ id }) => id));
const endpoints = contexts.flatMap((context) => Object.values(context.endpoints));

describe("every operation under its own function's deployed policy", () => {
  let cloud: LocalCloud;
  let client: CloudClient;
  let rights: RightsReport;

  beforeAll(async () => {
    const folder = temporaryFolder("deployed-rights");
    const { folder: bundles } = await builtBundles();
    const assembly = join(folder, "assembly");
    await synthesize({ out: assembly, bundleFolder: (bundle) => join(bundles, bundle) });
    cloud = await startLocalCloud({ state: join(folder, "state"), assembly, ...productOptions() });
    client = cloudClient(cloud, endpoints);
    await playEverything();
    await quarantineEverywhere();
    await replayEverything();
    rights = await cloud.gateway.readRights();
  });
  afterAll(() => cloud?.stop());

  /** Every context plays its part, in the order of the registry; then what needs all of them. */
  async function playEverything(): Promise<void> {
    const scene = new Scene(client, cloud);
    const parts: ContextPlay[] = [];
    for (const { name } of contexts.filter(({ endpoints }) => Object.keys(endpoints).length > 0)) {
      parts.push(await moduleOf<ContextPlay>("tests/cloud/play", name, "how each of its operations is accepted and refused"));
    }
    for (const part of parts) await part.play(scene);
    for (const { afterwards } of parts) await afterwards?.(scene);
  }

  /** Sends every consumer a fact that is not there: it goes to the consumer's failure queue with the reason. */
  async function quarantineEverywhere(): Promise<void> {
    for (const { definition } of functionsOfKind(contexts, "facts")) {
      const [stated] = subscribedFacts(definition, contexts);
      if (!stated) continue;
      const { factType } = stated.schema;
      const image = { pk: { S: "fact#gone" }, sk: { S: "fact" }, factType: { S: factType }, factId: { S: "gone" } };
      const record = {
        eventName: "INSERT",
        eventSourceARN: `arn:aws-cn:dynamodb:cn-north-1:000000000000:table/ecovalue-${stated.table}/stream/1`,
        dynamodb: { SequenceNumber: "1", NewImage: image },
      };
      await cloud.invoke(`ecovalue-relay-${stated.table.toLowerCase()}`, { Records: [record] });
    }
    await cloud.untilIdle();
  }

  /** Gives every failed message back, runs every job again, and lets a relay that gave up relay again. */
  async function replayEverything(): Promise<void> {
    const replay = (event: object) => cloud.invoke("ecovalue-replay", event);
    for (const named of functionsOfKind(contexts, "facts")) {
      const { payload } = await replay({ queue: queueOf(named) });
      // What can't be decoded comes back at once.
      expect([named.id, Number(fieldsOf(payload).moved)]).toEqual([named.id, expect.toSatisfy((moved: number) => moved > 0)]);
    }
    for (const { id } of functionsOfKind(contexts, "job")) {
      await cloud.sendMessage(`ecovalue-${id}-failed`, "{}");
      expect([id, await replay({ queue: id })]).toEqual([id, expect.objectContaining({ payload: { moved: 1, left: 0 } })]);
    }
    await cloud.untilIdle();
    for (const named of functionsOfKind(contexts, "facts")) await replay({ queue: queueOf(named), empty: true });
    const batch = { streamArn: "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/ecovalue-Cash/stream/*", ...lastRelayed("relay-cash") };
    await cloud.sendMessage("ecovalue-relay-cash-failed", JSON.stringify({ DDBStreamBatchInfo: batch }));
    expect(await cloud.invoke("ecovalue-relay-cash", { replay: true })).toMatchObject({ payload: { moved: 1, left: 0 } });
  }

  /** Shard and sequence number of what a relay read last, as its checkpoint has it. */
  function lastRelayed(relay: string) {
    const folder = join(cloud.state, "checkpoints");
    const file = readdirSync(folder).find((name) => name.includes(relay)) ?? "";
    const [[shardId, sequence] = ["", ""]] = Object.entries(
      fieldsOf(fieldsOf(JSON.parse(readFileSync(join(folder, file), "utf8"))).shards),
    );
    return { shardId, startSequenceNumber: sequence, endSequenceNumber: sequence };
  }

  it("accepts each operation once and refuses it once, with one of its own refusals if it declares any", () => {
    const unaccepted = endpoints
      .filter(({ operationId }) => !client.ends.get(operationId)?.has("success"))
      .map(({ operationId }) => operationId);
    expect(unaccepted, "operations that the play never got accepted").toEqual([]);
    const unrefused = endpoints.filter(({ operationId, refusals }) => {
      const codes = [...(client.ends.get(operationId) ?? [])].filter((code) => code !== "success");
      return refusals.length > 0 ? !codes.some((code) => (refusals as readonly string[]).includes(code)) : codes.length === 0;
    });
    expect(
      unrefused.map(({ operationId }) => operationId),
      "operations that the play never got refused",
    ).toEqual([]);
  });

  it("denies nothing that any of them needs", () => {
    expect(
      rights.denials.map(({ functionName, action, resource, leadingKeys }) => ({ functionName, action, resource, leadingKeys })),
    ).toEqual([]);
  });

  it("grants nothing that none of them uses", () => {
    expect(rights.grants.length).toBeGreaterThan(150);
    // One construct writes what every relay may do: what one of them uses none has in vain.
    const role = ({ functionName }: GrantUse): string => idOf({ name: functionName }).replace(/^relay-.*/, "relay");
    const what = ({ action, resource, leadingKey = "" }: GrantUse): string =>
      `${action} ${resource.split(":").slice(5).join(":")} ${leadingKey}`;
    const name = (grant: GrantUse): string => (role(grant) === "relay" ? `relay ${grant.action}` : `${role(grant)} ${what(grant)}`.trim());
    const used = new Set(rights.grants.filter(({ requests }) => requests > 0).map(name));
    const needless = rights.grants.filter(({ action }) => !usedByLambda.some((pattern) => pattern.test(action))).map(name);
    expect([...new Set(needless)].filter((grant) => !used.has(grant) && !isOfEventSource(grant))).toEqual([]);
  });

  it("leaves nothing in a failure queue", async () => {
    expect(await cloud.failures()).toEqual({});
  });
});

/**
 * Whether a grant lets Lambda poll a consumer's own queue, or put a job's failed runs into the job's failure queue: our code asks for neither.
 */
function isOfEventSource(grant: string): boolean {
  const [role = "", action = "", resource = ""] = grant.split(" ");
  if (/^sqs:(?:ReceiveMessage|DeleteMessage|GetQueueAttributes)$/.test(action) && !resource.endsWith("-failed")) return true;
  return jobs.has(role) && /^sqs:(?:SendMessage|GetQueueAttributes)$/.test(action) && resource === `ecovalue-${role}-failed`;
}
