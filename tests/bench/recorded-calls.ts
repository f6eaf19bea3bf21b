import { randomUUID } from "node:crypto";
import {
  BatchGetItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type TransactWriteItem,
  TransactWriteItemsCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import type { Evidence } from "../../functions/auctions/results/evidence.ts";
import { required } from "../../shared/kernel/invariant.ts";

/** Something that was asked of the tables or the object store. */
export interface Call {
  readonly name: string;
  readonly input: unknown;
  /** Calls that had ended when it began: on replay it begins no earlier. */
  readonly after: number;
}

/** Where calls are replayed; those of tables alone need no object store. */
export interface Replayer {
  readonly dynamo: DynamoDBClient;
  readonly evidence?: Evidence;
}

/** Notes every call from now on until `stop`, with the concurrency it was made at. */
export function recordCalls({ dynamo }: Pick<Replayer, "dynamo">): { stop(): readonly Call[] } {
  return recorderOf(dynamo);
}

/** Notes calls of the object store too. */
export function recordEvidence({ dynamo, evidence }: Required<Replayer>): { readonly evidence: Evidence; stop(): readonly Call[] } {
  const { note, stop } = recorderOf(dynamo);
  return {
    evidence: {
      manifest: (auctionId) => note("manifest", [auctionId], () => evidence.manifest(auctionId)),
      result: (auctionId) => note("result", [auctionId], () => evidence.result(auctionId)),
      keepManifest: (auctionId, text) => note("keepManifest", [auctionId, text], () => evidence.keepManifest(auctionId, text)),
      keepResult: (auctionId, text) => note("keepResult", [auctionId, text], () => evidence.keepResult(auctionId, text)),
    },
    stop,
  };
}

function recorderOf(dynamo: DynamoDBClient) {
  const calls: Call[] = [];
  let ended = 0;
  const note = async <Result>(name: string, input: unknown, run: () => Promise<Result>): Promise<Result> => {
    calls.push({ name, input, after: ended });
    const result = await run();
    ended += 1;
    return result;
  };
  const tag = "record";
  dynamo.middlewareStack.add(
    (next, { commandName = "" }) =>
      (given) =>
        note(commandName, given.input, () => next(given)),
    { step: "initialize", name: tag },
  );
  return {
    note,
    stop: (): readonly Call[] => {
      dynamo.middlewareStack.remove(tag);
      return calls;
    },
  };
}

/** The same calls about something else of its kind: another auction, another plan. */
export function aboutAnother(calls: readonly Call[], from: string, to: string): readonly Call[] {
  return calls.map((call) => {
    const input = JSON.parse(JSON.stringify(call.input).replaceAll(from, to)) as object;
    return { ...call, input: "ClientRequestToken" in input ? { ...input, ClientRequestToken: randomUUID() } : input };
  });
}

/** Replays calls at the concurrency they were made at, or one after another. */
export async function replayCalls(to: Replayer, calls: readonly Call[], oneByOne = false): Promise<void> {
  let ended = 0;
  let waiting: { readonly after: number; readonly go: () => void }[] = [];
  await Promise.all(
    calls.map(async (call, position) => {
      const after = oneByOne ? position : call.after;
      if (ended < after) await new Promise<void>((go) => waiting.push({ after, go }));
      await send(to, call);
      ended += 1;
      const ready = waiting.filter((each) => each.after <= ended);
      waiting = waiting.filter((each) => each.after > ended);
      for (const { go } of ready) go();
    }),
  );
}

/** The calls with every batch read taken apart into reads of one item, begun together. */
export function withoutBatches(calls: readonly Call[]): readonly Call[] {
  let more = 0;
  return calls.flatMap((call): Call[] => {
    const after = call.after + more;
    if (call.name !== "BatchGetItemCommand") return [{ ...call, after }];
    const { RequestItems = {} } = call.input as { RequestItems?: Record<string, { Keys: unknown[] }> };
    const reads = Object.entries(RequestItems).flatMap(([TableName, { Keys }]) =>
      Keys.map((Key) => ({ name: "GetItemCommand", input: { TableName, Key, ConsistentRead: true }, after })),
    );
    more += reads.length - 1;
    return reads;
  });
}

/** The transactions among the calls, one after another. */
export function transactionsOf(calls: readonly Call[]): readonly Call[] {
  return calls.filter(({ name }) => name === "TransactWriteItemsCommand").map((call, position) => ({ ...call, after: position }));
}

/**
 * The calls of a close as the one job made them: it listed enrolments twice and in sixteen partitions, and read the auction again after every
 * step. What it asked for together, three seals, comes one by one; the two objects that it read back are left out instead.
 */
export function asOneJob(calls: readonly Call[]): readonly Call[] {
  const [auctionRead] = calls;
  const lists = calls.filter(({ name }) => name === "QueryCommand");
  const copies = (2 * 16) / lists.length;
  return calls.flatMap((call): Call[] => {
    if (call.name === "QueryCommand") return Array.from({ length: copies }, () => call);
    return call.name === "TransactWriteItemsCommand" && auctionRead ? [call, auctionRead] : [call];
  });
}

async function send({ dynamo, evidence }: Replayer, { name, input }: Call): Promise<void> {
  if (evidence && name in evidence) {
    const [auctionId = "", text = ""] = input as string[];
    await evidence[name as keyof Evidence](auctionId, text);
    return;
  }
  await required(commands[name], `a command called ${name}`)(dynamo, input);
}

/** The commands that are recorded. */
const commands: Readonly<Record<string, (dynamo: DynamoDBClient, input: unknown) => Promise<unknown>>> = {
  BatchGetItemCommand: (dynamo, input) => dynamo.send(new BatchGetItemCommand(input as BatchGetItemCommand["input"])),
  GetItemCommand: (dynamo, input) => dynamo.send(new GetItemCommand(input as GetItemCommand["input"])),
  QueryCommand: (dynamo, input) => dynamo.send(new QueryCommand(input as QueryCommand["input"])),
  UpdateItemCommand: (dynamo, input) => dynamo.send(new UpdateItemCommand(input as UpdateItemCommand["input"])),
  TransactWriteItemsCommand: (dynamo, input) => dynamo.send(new TransactWriteItemsCommand(input as TransactWriteItemsCommand["input"])),
};

/** Counts transactions in flight on each item: the engine reports no conflict, so this says how many there could be. */
export function countInFlight(dynamo: DynamoDBClient): () => { readonly item: string; readonly atOnce: number } {
  const now = new Map<string, number>();
  let worst = { item: "none", atOnce: 0 };
  dynamo.middlewareStack.add(
    (next) => async (given) => {
      const { TransactItems = [] } = given.input as { TransactItems?: TransactWriteItem[] };
      const items = TransactItems.map(itemOf);
      for (const item of items) {
        const atOnce = (now.get(item) ?? 0) + 1;
        now.set(item, atOnce);
        if (atOnce > worst.atOnce) worst = { item, atOnce };
      }
      try {
        return await next(given);
      } finally {
        for (const item of items) now.set(item, (now.get(item) ?? 1) - 1);
      }
    },
    { step: "initialize" },
  );
  return () => worst;
}

function itemOf({ Put, Update, ConditionCheck }: TransactWriteItem): string {
  const { pk, sk } = Put?.Item ?? Update?.Key ?? ConditionCheck?.Key ?? {};
  return `${pk?.S} ${sk?.S}`;
}
