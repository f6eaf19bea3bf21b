import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Context } from "aws-lambda";
import { api as biddingApi } from "../../functions/auctions/bidding/api.ts";
import { apiHandler } from "../../shared/http/api-handler.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import type { AuctionHouse } from "../support/auction-house.ts";
import { eventOf, type Request } from "../support/front-door.ts";
import { median } from "./measuring.ts";

const rounds = 15;
const warmUps = 3;
const callsARound = 1_000;

/** Processor time of one call, microseconds. */
export interface OwnCode {
  /** From the event to the answer where every reply of the tables is there at once. */
  readonly own: number;
  /** The client library sending the same commands and reading the same replies, without sockets. */
  readonly library: number;
  /** The first to the second, median of rounds in which both took turns. */
  readonly ratio: number;
}

/** A command of the client and what the tables answered. */
interface Exchange {
  readonly command: Command;
  readonly output: object;
}
type Command = Parameters<DynamoDBClient["send"]>[0];

/** What our own code costs around the client library in a call of bidding that changes nothing when it is repeated on the same replies. */
export async function measureOwnCode(house: AuctionHouse, request: Request): Promise<OwnCode> {
  const exchanges = await recordCall(house, request);
  const replies = new Map(exchanges.map(({ command, output }) => [target(command), Promise.resolve(output)]));
  // Who calls is read from the tables, once, and remembered.
  const handle = handlerOver(house, (command) => replies.get(target(command)) ?? house.engine.dynamo.send(command));
  const event = eventOf(request);
  const own = async (): Promise<void> => invariant((await handle(event)).statusCode === 200, "the call is accepted");
  const client = answering(exchanges);
  const library = async (): Promise<void> => {
    for (const { command } of exchanges) await client.send(command);
  };
  for (let round = 0; round < warmUps; round += 1) for (const run of [own, library]) await processorTime(run);
  const times = { own: [] as number[], library: [] as number[], ratio: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    const [ours, theirs] = [await processorTime(own), await processorTime(library)];
    times.own.push(ours);
    times.library.push(theirs);
    times.ratio.push(ours / theirs);
  }
  return { own: median(times.own), library: median(times.library), ratio: median(times.ratio) };
}

/** What bidding asks of the tables in a call. The one before it fills what the function remembers of its callers. */
async function recordCall(house: AuctionHouse, request: Request): Promise<readonly Exchange[]> {
  const exchanges: Exchange[] = [];
  const handle = handlerOver(house, async (command) => {
    const output = await house.engine.dynamo.send(command);
    exchanges.push({ command, output });
    return output;
  });
  await handle(eventOf(request));
  exchanges.length = 0;
  await handle(eventOf(request));
  return exchanges;
}

/** The API handler of bidding over a client that only sends. */
function handlerOver({ granted }: AuctionHouse, send: (command: Command) => Promise<object>) {
  const handler = apiHandler(biddingApi.open({ ...granted, dynamo: { send } as unknown as DynamoDBClient }));
  return (event: ReturnType<typeof eventOf>) => handler(event, { awsRequestId: randomUUID() } as Context);
}

/** A client of the library whose requests are answered with the recorded replies, in their order. */
function answering(exchanges: readonly Exchange[]): DynamoDBClient {
  const bodies = exchanges.map(({ output }) => Buffer.from(JSON.stringify({ ...output, $metadata: undefined })));
  let next = 0;
  const handle = async () => {
    const body = required(bodies[next % bodies.length], "a reply");
    next += 1;
    const headers = { "content-type": "application/x-amz-json-1.0", "content-length": String(body.length) };
    return { response: { statusCode: 200, headers, body: Readable.from([body]) } };
  };
  return new DynamoDBClient({
    ...{ endpoint: "http://127.0.0.1:1", region: "cn-north-1", credentials: { accessKeyId: "test", secretAccessKey: "test" } },
    requestHandler: { handle } as never,
  });
}

/** Which command of a table it is; a call of bidding sends each once. */
function target(command: Command): string {
  return `${command.constructor.name} ${"TableName" in command.input ? command.input.TableName : ""}`;
}

/** Microseconds of this thread for one run. */
async function processorTime(run: () => Promise<void>): Promise<number> {
  const began = process.threadCpuUsage();
  for (let call = 0; call < callsARound; call += 1) await run();
  const { user, system } = process.threadCpuUsage(began);
  return (user + system) / callsARound;
}
