import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pledgeableKeys } from "../../functions/collateral/asset-kinds.ts";
import { contexts } from "../../functions/registry.ts";
import type { GrantUse, RightsReport } from "../../infra/local-cloud/gateway/types.ts";
import { type LocalCloud, startLocalCloud } from "../../infra/local-cloud/local-cloud.ts";
import { fieldsOf } from "../../infra/local-cloud/values.ts";
import { productOptions } from "../../infra/running/product-options.ts";
import { synthesize } from "../../infra/synthesize.ts";
import { factsOf, functionsOf, functionsOfKind, queueOf, subscribedFacts } from "../../shared/deployment/derive.ts";
import { relayOf } from "../../shared/deployment/names.ts";
import { commonProblems } from "../../shared/http/problems.ts";
import { builtBundles } from "../support/bundles.ts";
import { moduleOf } from "../support/by-context.ts";
import { type CloudClient, cloudClient } from "../support/cloud-client.ts";
import { type ContextPlay, Scene } from "../support/play.ts";
import { replayGrounds } from "../support/replay-grounds.ts";
import { idOf } from "../support/synth.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** Rights that Lambda itself uses on a function's behalf: to write its log, and to poll its queue or stream. Nothing of ours asks for them. */
const usedByLambda: readonly RegExp[] = [
  /^logs:/,
  /^sqs:(?:ChangeMessageVisibility|GetQueueUrl)$/,
  /^dynamodb:(?:DescribeStream|ListStreams)$/,
];

/** Grants that no operation of today leads to, with the reason. One that is used, or is no longer granted, must leave this list. */
const usedLater: Readonly<Record<string, string>> = {
  "allocations-api dynamodb:GetItem table/ecovalue-Permits fact#*":
    "tells what a site held of permits that have expired, of those of the last month only",
  "allocations-pages dynamodb:GetItem table/ecovalue-Permits fact#*": "tells the same when a renewal of them is distributed",
  "allocations-pages dynamodb:UpdateItem table/ecovalue-Ledger headroom#*":
    "returns to the cap what left a site between the draft and the distribution of its renewal",
  "allocations-deadlines dynamodb:PutItem table/ecovalue-Allocations debt#*":
    "keeps what is still owed once a part of what a reversed certificate left unsecured is held",
  "allocations-deadlines dynamodb:DeleteItem table/ecovalue-Allocations debt#*": "ends such a debt once all of it is held",
  "permits-api dynamodb:UpdateItem table/ecovalue-Permits renewal-cut#*": "uses up what such a renewal cut",
  "compliance-page dynamodb:DeleteItem table/ecovalue-Compliance priced#*":
    "takes an obligation off its market's list where a page reads a fact before the queue of facts brings it",
  "compliance-page sqs:SendMessage ecovalue-compliance-pages": "asks for the next fifty obligations that rest on the price of a day",
  "valuation-tell-page sqs:SendMessage ecovalue-baseline-notices": "asks for the next page of those who are told of a baseline price",
  "collateral-coverage-page sqs:SendMessage ecovalue-coverage-pages": "asks for the next twenty positions that an item's price values",
  "valuation-page sqs:SendMessage ecovalue-valuation-pages": "asks for the next five hundred positions of a segment",
  "collateral-changes-api dynamodb:PutItem table/ecovalue-Collateral pledges-in#*":
    "lists a pledge in an area in which something is added to it: the play adds more of the same allowances",
  "records-export s3:GetObject ecovalue-recordexports-000000000000-cn-north-1/exports/*":
    "looks for a file whose upload is over: a process was killed after it had completed it",
  "records-export s3:AbortMultipartUpload ecovalue-recordexports-000000000000-cn-north-1/exports/*":
    "gives up the upload of an export that fails",
  "records-export s3:GetObject ecovalue-recordexports-000000000000-cn-north-1/rests/*":
    "reads what was too little for a part of a file, of exports of more than one step",
  "records-export s3:PutObject ecovalue-recordexports-000000000000-cn-north-1/rests/*": "stores it",
  "records-export sqs:SendMessage ecovalue-record-exports": "asks for the next step of an export",
  "records-block-checks dynamodb:BatchWriteItem table/ecovalue-Records differences#*":
    "lists a record that says something else than the ledger: none does",
  "records-block-checks dynamodb:BatchWriteItem table/ecovalue-Records differences-of-block#*": "says which of a block do",
  "records-block-checks dynamodb:DeleteItem table/ecovalue-Records differences#*":
    "takes one off the list that agrees when it is checked again",
  "records-block-checks dynamodb:DeleteItem table/ecovalue-Records differences-of-block#*": "says so",
  "records-block-checks dynamodb:Query table/ecovalue-Records records-of-day#*":
    "looks for the other records of a fact, where one alone does not say all that its entry moved",
  "records-trades-api dynamodb:GetItem table/ecovalue-Ledger offset#*":
    "follows certified reductions, which the play surrenders in the entry that they come with",
  "cash-book-statement dynamodb:GetItem table/ecovalue-Cash command#*": "looks up an earlier attempt when no try of a booking got a reply",
};
const jobs = new Set(functionsOfKind(contexts, "job").map(({ id }) => id));
/** At least one fact of every consumer. */
const lostTypes = new Set(
  functionsOfKind(contexts, "facts").flatMap(({ definition }) =>
    subscribedFacts(definition, contexts)
      .slice(0, 1)
      .map(({ schema }) => schema),
  ),
);
const lostFacts = factsOf(contexts).filter(({ schema }) => lostTypes.has(schema));
const queuesOfFunctions = new Map(functionsOf(contexts).map((named) => [named.id, queueOf(named)]));
/** Longest time that the play may take where other processes share the processors. */
const mostMilliseconds = 300_000;
const endpoints = contexts.flatMap((context) => Object.values(context.endpoints));

describe("every operation under its own function's deployed policy", () => {
  let cloud: LocalCloud;
  let client: CloudClient;
  let rights: RightsReport;
  let failuresOfPlay: object;
  let scene: Scene;

  beforeAll(async () => {
    const folder = temporaryFolder("deployed-rights");
    const { folder: bundles } = await builtBundles();
    const assembly = join(folder, "assembly");
    await synthesize({ out: assembly, bundleFolder: (bundle) => join(bundles, bundle) });
    cloud = await startLocalCloud({ state: join(folder, "state"), assembly, ...productOptions() });
    client = cloudClient(cloud, endpoints);
  });
  afterAll(() => cloud?.stop());

  describe("when all of it has been played", () => {
    beforeAll(async () => {
      try {
        await playEverything();
        await cloud.untilIdle();
        failuresOfPlay = await cloud.failures();
        await quarantineEverywhere();
        await replayEverything();
      } catch (error) {
        // An operation that is denied a right answers with a fault, which names none.
        const denied = (await cloud.gateway.readRights()).denials.map(denialText);
        throw denied.length === 0 ? error : new Error(`the play ended early; denied were\n${denied.join("\n")}`, { cause: error });
      }
      rights = await cloud.gateway.readRights();
    }, mostMilliseconds);

    /** Every context plays its part, in the order of the registry; then what needs all of them. */
    async function playEverything(): Promise<void> {
      scene = new Scene(client, cloud);
      const parts: ContextPlay[] = [];
      for (const { name } of contexts.filter(({ endpoints }) => Object.keys(endpoints).length > 0)) {
        parts.push(await moduleOf<ContextPlay>("tests/cloud/play", name, "how each of its operations is accepted and refused"));
      }
      for (const part of parts) await part.play(scene);
      for (const { afterwards } of parts) await afterwards?.(scene);
    }

    /** Relays a fact of each of these types that is not there: it goes to the failure queues of its consumers with the reason. */
    async function quarantineEverywhere(): Promise<void> {
      for (const { table, schema } of lostFacts) {
        const { factType } = schema;
        const image = { pk: { S: "fact#gone" }, sk: { S: "fact" }, factType: { S: factType }, factId: { S: "gone" } };
        const record = {
          eventName: "INSERT",
          eventSourceARN: `arn:aws-cn:dynamodb:cn-north-1:000000000000:table/ecovalue-${table}/stream/1`,
          dynamodb: { SequenceNumber: "1", NewImage: image },
        };
        await cloud.invoke(`ecovalue-${relayOf(table)}`, { Records: [record] });
      }
      await cloud.untilIdle();
    }

    /** Gives every failed message back, runs every job again, and lets a relay that gave up relay again. */
    async function replayEverything(): Promise<void> {
      const replay = (event: object) => cloud.invoke("ecovalue-replay", { ...event, ...replayGrounds });
      for (const named of functionsOfKind(contexts, "facts")) {
        const { payload } = await replay({ queue: queueOf(named) });
        // What can't be decoded comes back at once. What the play itself left there is judged below.
        const lost = subscribedFacts(named.definition, contexts).filter(({ schema }) => lostTypes.has(schema)).length;
        expect(fieldsOf(payload).moved, named.id).toBeGreaterThanOrEqual(lost);
      }
      for (const { id } of functionsOfKind(contexts, "job")) {
        await cloud.sendMessage(`ecovalue-${id}-failed`, "{}");
        expect([id, await replay({ queue: id })]).toEqual([id, expect.objectContaining({ payload: { moved: 1, left: 0 } })]);
      }
      await cloud.untilIdle();
      for (const named of functionsOfKind(contexts, "facts")) await replay({ queue: queueOf(named), empty: true });
      const batch = { streamArn: "arn:aws-cn:dynamodb:cn-north-1:000000000000:table/ecovalue-Cash/stream/*", ...lastRelayed("relay-cash") };
      await cloud.sendMessage("ecovalue-relay-cash-failed", JSON.stringify({ DDBStreamBatchInfo: batch }));
      expect(await cloud.invoke("ecovalue-relay-cash", { replay: true, ...replayGrounds })).toMatchObject({
        payload: { moved: 1, left: 0 },
      });
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

    it("refuses nothing for a reason that the operation does not declare", () => {
      const common = Object.keys(commonProblems);
      const undeclared = endpoints.flatMap(({ operationId, refusals }) =>
        [...(client.ends.get(operationId) ?? [])]
          .filter((code) => !["success", ...common, ...refusals].includes(code))
          .map((code) => `${operationId}: ${code}`),
      );
      expect(undeclared).toEqual([]);
    });

    it("hands every consumer only facts that it handles", () => {
      expect(failuresOfPlay).toEqual({});
    });

    it("denies nothing that any of them needs", () => {
      expect(rights.denials.map(denialText)).toEqual([]);
    });

    it("grants nothing that none of them uses", () => {
      expect(rights.grants.length).toBeGreaterThan(150);
      // One construct writes what every relay may do: what one of them uses none has in vain.
      const role = ({ functionName }: GrantUse): string => idOf({ name: functionName }).replace(/^relay-.*/, "relay");
      // Collateral is the same for every class of the ledger that can be pledged: what it does with one of them it may do with all.
      const keyOf = ({ leadingKey = "" }: GrantUse): string => (pledgeableKeys.includes(leadingKey) ? "pledgeable" : leadingKey);
      const what = (grant: GrantUse): string =>
        `${grant.action} ${grant.resource.split(":").slice(5).join(":")} ${role(grant).startsWith("collateral-") ? keyOf(grant) : (grant.leadingKey ?? "")}`;
      const name = (grant: GrantUse): string =>
        role(grant) === "relay" ? `relay ${grant.action}` : `${role(grant)} ${what(grant)}`.trim();
      const used = new Set(rights.grants.filter(({ requests }) => requests > 0).map(name));
      const needless = rights.grants.filter(({ action }) => !usedByLambda.some((pattern) => pattern.test(action))).map(name);
      const unused = [...new Set(needless)].filter((grant) => !used.has(grant) && !isOfEventSource(grant));
      expect(unused.sort()).toEqual(Object.keys(usedLater).sort());
    });

    it("leaves nothing in a failure queue", async () => {
      expect(await cloud.failures()).toEqual({});
    });

    describe("before the close, no log joins a person, party, address or request to a bid", () => {
      let refused: string;
      let failed: string;
      beforeAll(async () => {
        const bid = {
          as: "mill",
          method: "PUT",
          path: "/auctions/none/enrolments/none/bid",
          body: { steps: [{ price: "4000", quantity: "1" }] },
        } as const;
        refused = String((await client.send(bid)).body.instance);
        // Faults are logged. The client library tries three times.
        const match = { functionName: "ecovalue-bidding-api", operation: "GetItem" };
        await cloud.gateway.injectFault({ match, fault: "lost-reply" });
        const fault = await client.send(bid);
        await cloud.gateway.clearFaults();
        expect(fault).toMatchObject({ status: 500 });
        failed = String(fault.body.instance);
      });

      /** The lines of all logs of the local cloud, by file. */
      function logs(): Readonly<Record<string, readonly string[]>> {
        const files = readdirSync(join(cloud.state, "logs")).map((name) => join("logs", name));
        const all = [...files, "denied.log"].filter((name) => existsSync(join(cloud.state, name)));
        return Object.fromEntries(all.map((name) => [name, readFileSync(join(cloud.state, name), "utf8").split("\n").filter(Boolean)]));
      }

      it("because the access log does not say which requests are bids", async () => {
        const read = () => (logs()["logs/access.log"] ?? []).map((line) => fieldsOf(JSON.parse(line)));
        // A line follows the answer.
        await expect.poll(() => read().map(({ requestId }) => requestId)).toEqual(expect.arrayContaining([refused, failed]));
        const requests = read();
        expect(requests.length).toBeGreaterThan(100);
        expect(new Set(requests.flatMap((line) => Object.keys(line)))).toEqual(
          new Set(["requestId", "time", "status", "lambdaStatus", "latencyMs", "refusal"]),
        );
      });

      it("because no log at all names a person, a party, an enrolment or an address of a caller", () => {
        const people = [...scene.parties.keys()].map((persona) => `persona-${persona}`);
        const named = [...people, ...scene.parties.values(), ...scene.sites.values()];
        expect(named.length).toBeGreaterThan(10);
        const found = Object.entries(logs()).flatMap(([file, lines]) =>
          lines.filter((line) => named.some((name) => line.includes(name))).map((line) => `${file}: ${line}`),
        );
        expect(found).toEqual([]);
        expect((logs()["logs/access.log"] ?? []).filter((line) => /\b127\.0\.0\.1\b|::1/.test(line))).toEqual([]);
      });

      it("because the log of the function that takes bids names no request, not even of a fault", () => {
        expect([refused, failed]).toEqual([expect.stringMatching(/^[\w-]{15}=$/), expect.stringMatching(/^[\w-]{15}=$/)]);
        const telling = Object.entries(logs()).filter(([, lines]) => lines.some((line) => line.includes(refused) || line.includes(failed)));
        expect(telling.map(([file]) => file)).toEqual(["logs/access.log"]);
        const own = (logs()["logs/ecovalue-bidding-api.log"] ?? []).map((line) => fieldsOf(JSON.parse(line)));
        expect(own).toContainEqual(expect.objectContaining({ message: "fault", operation: "submitBid", frames: expect.any(Array) }));
        const told = new Set(own.flatMap((line) => Object.keys(line)));
        // The trace id, which AWS gives every invocation, is as telling as the request's: callers can choose it.
        const untelling = [
          "level",
          "message",
          "timestamp",
          "service",
          "operation",
          "errorName",
          "errorCode",
          "reasons",
          "causes",
          "frames",
        ];
        expect([...told].filter((key) => !untelling.includes(key))).toEqual([]);
      });
    });
  });
});

function denialText({ functionName, action, resource, leadingKeys }: RightsReport["denials"][number]): string {
  return `${functionName}: ${action} on ${resource} ${leadingKeys}`;
}

/**
 * Whether a grant lets Lambda poll a consumer's own queue, or put a job's failed runs into the job's failure queue: our code asks for neither.
 */
function isOfEventSource(grant: string): boolean {
  const [role = "", action = "", resource = ""] = grant.split(" ");
  const ownQueue = `ecovalue-${queuesOfFunctions.get(role)}`;
  if (/^sqs:(?:ReceiveMessage|DeleteMessage|GetQueueAttributes)$/.test(action) && resource === ownQueue) return true;
  return jobs.has(role) && /^sqs:(?:SendMessage|GetQueueAttributes)$/.test(action) && resource === `ecovalue-${role}-failed`;
}
