import { mkdirSync } from "node:fs";
import {
  DeleteItemCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
  PutItemCommand,
  ScanCommand,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { DecryptCommand, EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { contexts } from "../../functions/registry.ts";
import { deployedFunctions, keysOf } from "../../infra/local-cloud/deployed-functions.ts";
import { type Engines, startEngines } from "../../infra/local-cloud/engines/engines.ts";
import { makeStoredResources } from "../../infra/local-cloud/engines/stored-resources.ts";
import { startGateway } from "../../infra/local-cloud/gateway/gateway.ts";
import { type CompiledPolicy, compilePolicy } from "../../infra/local-cloud/gateway/policy.ts";
import type { Gateway, GatewayCaller } from "../../infra/local-cloud/gateway/types.ts";
import { openStateFolder, type StateFolder } from "../../infra/local-cloud/state-folder.ts";
import { tablesOf } from "../../shared/deployment/derive.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { required } from "../../shared/kernel/invariant.ts";
import type { Item } from "../../shared/store/client.ts";
import { openAuctionHouse } from "../support/auction-house.ts";
import { engineClient } from "../support/engine.ts";
import { type Synthesis, syntheses } from "../support/synth.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const reservePrice = "77770";
const bidPrice = "88880";
const tables = Object.fromEntries(Object.keys(tablesOf(contexts)).map((name) => [name, `ecovalue-${name}`]));

/** A function of the product as the gateway knows it. */
interface Attacker {
  readonly name: string;
  readonly policy: CompiledPolicy;
  readonly options: DynamoDBClientConfig;
  readonly dynamo: DynamoDBClient;
  readonly kms: KMSClient;
}
/** An item of a table, and what a function may do with it. */
interface Target {
  readonly attacker: Attacker;
  readonly table: string;
  readonly item: Item;
}

describe("writing is not reading: every function against every table, under the deployed policies", () => {
  let state: StateFolder;
  let engines: Engines;
  let gateway: Gateway;
  let attackers: readonly Attacker[];
  /** Every item that an announcement, an enrolment and a bid left, by table. */
  const left = new Map<string, readonly Item[]>();
  let seed: string;

  beforeAll(async () => {
    const { assembly } = required((await syntheses()).at(-1), "a synthesis") satisfies Synthesis;
    state = await openStateFolder(temporaryFolder("writing"));
    mkdirSync(state.file("logs"));
    engines = await startEngines(state, { region: assembly.target.region, lead: 0 });
    await makeStoredResources(assembly, engines);
    const { region, accountId, partition } = assembly.target;
    const endpoints = { dynamodb: engines.dynamodb, sqs: engines.queues, s3: engines.queues };
    gateway = await startGateway({ endpoints, region, accountId, partition, callers: [] });
    const callers = deployedFunctions(assembly, gateway.url).map(({ caller }) => caller);
    await gateway.setCallers(callers);
    await gateway.setKeys(keysOf(assembly));
    attackers = callers.map((caller) => attacker(caller, region));
    await leaveSecrets();
  });
  afterAll(async () => {
    await gateway?.stop();
    await engines?.stop();
    state?.release();
  });

  function attacker({ accessKeyId, secretAccessKey, functionName: name, policies }: GatewayCaller, region: string): Attacker {
    if (policies === "administrator") throw new Error("no function is an administrator");
    const options = { endpoint: gateway.url, region, credentials: { accessKeyId, secretAccessKey }, maxAttempts: 1 };
    return { name, options, policy: compilePolicy(policies), dynamo: new DynamoDBClient(options), kms: new KMSClient(options) };
  }

  /** Sells up to the first bid, and lists what that left. */
  async function leaveSecrets(): Promise<void> {
    const dynamo = engineClient(engines.dynamodb);
    const house = await openAuctionHouse(undefined, { dynamo, endpoint: engines.dynamodb, tables: tables as never });
    const auctionId = await house.announce({}, { reservePrice: { price: reservePrice, confidential: true } });
    const bidder = await house.bidder();
    await house.enrol(auctionId, bidder, "5");
    house.clock.moveTo(plusSeconds(house.clock.now(), 120));
    expect(await house.bid(auctionId, bidder, [[bidPrice, "2"]])).toMatchObject({ status: 200 });
    const auction = required(await house.ports.own.auction(auctionId), "auction");
    ({ seed } = await house.ports.secrets.read(auctionId, auction));
    for (const table of Object.values(tables)) left.set(table, (await dynamo.send(new ScanCommand({ TableName: table }))).Items ?? []);
  }

  function allowed({ attacker, table, item }: Target, ...actions: readonly string[]): boolean {
    const resource = `arn:aws-cn:dynamodb:cn-north-1:123456789012:table/${table}`;
    const leadingKeys = [String(item.pk?.S)];
    return actions.some((action) => "grants" in attacker.policy.decide({ action: `dynamodb:${action}`, resource, leadingKeys }));
  }
  /** Every function with every item of every table in which it may write something. */
  function targets(): Target[] {
    return attackers.flatMap((each) =>
      [...left].flatMap(([table, items]) => {
        const all = items.map((item) => ({ attacker: each, table, item }));
        return all.some((target) => allowed(target, ...writes)) ? all : [];
      }),
    );
  }
  const mayRead = (target: Target): boolean => allowed(target, "GetItem", "BatchGetItem", "Query");
  /** Key of an item. */
  const keyIn = ({ pk, sk }: Item): Item => ({ pk: required(pk, "pk"), sk: required(sk, "sk") });
  const nameOf = ({ attacker, table, item }: Target): string => `${attacker.name} ${table} ${item.pk?.S?.split("#")[0]}`;

  /** A write of an operation whose condition fails, asking for the item that is there. */
  const failing = {
    PutItem: ({ table, item }: Target) =>
      new PutItemCommand({ TableName: table, Item: keyIn(item), ConditionExpression: "attribute_not_exists(pk)", ...wantsOld }),
    UpdateItem: ({ table, item }: Target) =>
      new UpdateItemCommand({
        ...{ TableName: table, Key: keyIn(item), UpdateExpression: "SET attacked = pk" },
        ...{ ConditionExpression: "attribute_not_exists(pk)", ...wantsOld },
      }),
    DeleteItem: ({ table, item }: Target) =>
      new DeleteItemCommand({ TableName: table, Key: keyIn(item), ConditionExpression: "attribute_not_exists(pk)", ...wantsOld }),
  } as const;
  type Write = keyof typeof failing;
  const writes = Object.keys(failing) as Write[];

  /** The old item that a failed condition hands out; undefined if it was denied. */
  async function oldItem(write: Write, target: Target): Promise<Item | undefined> {
    try {
      await target.attacker.dynamo.send(failing[write](target) as PutItemCommand);
    } catch (error) {
      const { name, Item } = error as { readonly name: string; readonly Item?: Item };
      if (name === "AccessDeniedException") return undefined;
      expect(name).toBe("ConditionalCheckFailedException");
      return required(Item, `the old item that AWS returns to ${nameOf(target)}`);
    }
    throw new Error(`${nameOf(target)}: the condition held`);
  }

  /** Texts and bytes of an item, as one text. */
  function contentOf(item: Item): string {
    return JSON.stringify(item, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value));
  }

  it("a put, update or delete whose condition fails returns the old item to whoever may write it, as on AWS", async () => {
    let returned = 0;
    const wrong: string[] = [];
    for (const target of onePerKind(targets())) {
      for (const write of writes) {
        const old = await oldItem(write, target);
        if ((old !== undefined) !== allowed(target, write)) wrong.push(`${write} ${nameOf(target)}`);
        if (old !== undefined) returned += 1;
      }
    }
    expect(wrong).toEqual([]);
    expect(returned).toBeGreaterThan(20);
  });

  it("what comes back to a function that may not read it holds no secret: only ciphertext", async () => {
    const onlyWriting = targets().filter((target) => allowed(target, ...writes) && !mayRead(target));
    const kinds = new Set(onlyWriting.map(nameOf));
    expect(kinds).toContain("ecovalue-auctions-api ecovalue-Bidding secrets");
    const given = await Promise.all(
      onlyWriting.flatMap((target) => writes.map(async (write) => ({ target, old: await oldItem(write, target) }))),
    );
    const secrets = [seed, reservePrice, bidPrice];
    const leaks = given.filter(({ old }) => old && secrets.some((secret) => contentOf(old).includes(secret)));
    // Sealing is an update that returns the sheet: the close is who reads bids.
    expect(new Set(leaks.map(({ target }) => nameOf(target)))).toEqual(new Set(["ecovalue-auctions-close-one ecovalue-Bidding sheet"]));
    expect(given.filter(({ target, old }) => old?.ciphertext && nameOf(target).startsWith("ecovalue-auctions-api"))).not.toEqual([]);
  });

  it("a key beside an item, or an item beside a key, gives no right to either", async () => {
    const got: string[] = [];
    let tried = 0;
    for (const target of onePerKind(targets())) {
      // A key of the same table that the function may write.
      for (const write of writes.filter((each) => !allowed(target, each))) {
        const own = (left.get(target.table) ?? []).find((item) => allowed({ ...target, item }, write));
        if (!own) continue;
        tried += 1;
        const beside = write === "PutItem" ? { Key: keyIn(own) } : { Item: keyIn(own) };
        const dynamo = smuggling(target.attacker.options, (body) => ({ ...body, ...beside }));
        const old = await oldItem(write, { ...target, attacker: { ...target.attacker, dynamo } });
        if (old !== undefined) got.push(`${write} ${nameOf(target)}`);
        const inner = write.replace("Item", "");
        const entry = {
          TableName: target.table,
          ...(write === "PutItem" ? { Item: keyIn(target.item) } : { Key: keyIn(target.item) }),
          ...beside,
        };
        const transaction = smuggling(target.attacker.options, (body) => ({
          ...body,
          TransactItems: [{ [inner]: { ...entry, ...expression[write] } }],
        }));
        const name = await transaction.send(new TransactWriteItemsCommand({ TransactItems: [] })).then(
          () => "done",
          (error: Error) => error.name,
        );
        if (name !== "AccessDeniedException") got.push(`transaction of ${write} ${nameOf(target)}: ${name}`);
      }
    }
    expect(got).toEqual([]);
    expect(tried).toBeGreaterThan(20);
  });

  it("only the close may decrypt what announcing encrypts, and for its own auction only", async () => {
    const KeyId = "alias/ecovalue-Sealing";
    const EncryptionContext = { content: "auction-secrets", auctionId: "a" };
    const announcing = required(
      attackers.find(({ name }) => name === "ecovalue-auctions-api"),
      "auctions-api",
    );
    const Plaintext = Buffer.from(reservePrice);
    const { CiphertextBlob } = await announcing.kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }));
    const able: string[] = [];
    for (const { name, kms } of attackers) {
      for (const named of [{ KeyId }, {}, { KeyId: required(keysOf((await syntheses()).at(-1)?.assembly ?? never())[0]?.arn, "arn") }]) {
        const read = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, ...named })).catch((error: Error) => error);
        if (!(read instanceof Error)) able.push(`${name} ${JSON.stringify(named)}`);
        else expect(read.name).toBe("AccessDeniedException");
      }
    }
    expect(able).toEqual([`ecovalue-auctions-close-one {"KeyId":"${KeyId}"}`]);
    const closing = required(
      attackers.find(({ name }) => name === "ecovalue-auctions-close-one"),
      "auctions-close-one",
    );
    const elsewhere = new DecryptCommand({ KeyId, CiphertextBlob, EncryptionContext: { ...EncryptionContext, auctionId: "b" } });
    await expect(closing.kms.send(elsewhere)).rejects.toMatchObject({ name: "InvalidCiphertextException" });
  });
});

const wantsOld = { ReturnValuesOnConditionCheckFailure: "ALL_OLD" } as const;
const expression = { PutItem: {}, UpdateItem: { UpdateExpression: "SET attacked = sk" }, DeleteItem: {} } as const;

function never(): never {
  throw new Error("no synthesis");
}

/** One item of each kind of key for each function: the pattern of a grant decides for all of a kind. */
function onePerKind(all: readonly Target[]): Target[] {
  return [...Map.groupBy(all, ({ attacker, table, item }) => `${attacker.name} ${table} ${item.pk?.S?.split("#")[0]}`).values()].flatMap(
    (same) => same.slice(0, 1),
  );
}

/** The client with bodies that it would not write itself, signed as they are sent. */
function smuggling(options: DynamoDBClientConfig, change: (body: Readonly<Record<string, unknown>>) => object): DynamoDBClient {
  const smuggler = new DynamoDBClient(options);
  smuggler.middlewareStack.add(
    (next) => (given) => {
      const request = given.request as { body: Uint8Array };
      request.body = Buffer.from(JSON.stringify(change(JSON.parse(Buffer.from(request.body).toString("utf8")))));
      return next(given);
    },
    { step: "build", priority: "high" },
  );
  return smuggler;
}
