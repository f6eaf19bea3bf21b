import { createCipheriv, createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { DynamoDBClient, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { authenticator } from "../../infra/local-cloud/gateway/authentication.ts";
import { canonicalJson } from "../../shared/kernel/canonical-json.ts";
import { plusSeconds } from "../../shared/kernel/clock.ts";
import { invariant, required } from "../../shared/kernel/invariant.ts";
import { openAuctionHouse, usualTerms } from "../support/auction-house.ts";
import { median } from "./measuring.ts";
import { measureOwnCode } from "./own-code.ts";

const rounds = 15;
const callsARound = 1_000;
const curve = "prime256v1";

/**
 * What secrecy costs in processor time: bids sealed to a key pair of their auction (which is not done; the figures are those of the decision),
 * and the gateway's check of a signature. Ratios are to the client library sending the commands of a bid.
 */
export async function benchSecrets(): Promise<void> {
  const house = await openAuctionHouse();
  const bidder = await house.bidder();
  const auctionId = await house.announce({ maximumSteps: 20, revision: { rule: "free", maximumQuotes: 100 } });
  await house.enrol(auctionId, bidder, "5");
  house.clock.moveTo(plusSeconds(house.clock.now(), 120));
  const answer = await house.bid(auctionId, bidder, [[String(usualTerms.basePrice), "2"]]);
  invariant(answer.status === 200, "the bid is accepted");
  const sealing = measureSealing();
  const signature = await measureSignatures();
  const enrolments = await house.ports.own.enrolments(auctionId);
  const path = `/auctions/${auctionId}/enrolments/${required(enrolments[0], "enrolment").enrolmentId}/bid`;
  const steps = [{ price: String(usualTerms.basePrice), quantity: "2" }];
  const { own, library } = await measureOwnCode(house, { as: bidder.subject, method: "PUT", path, body: { steps } });
  console.log(
    `a bid: own code ${own.toFixed(0)} µs, client library ${library.toFixed(0)} µs = 1.00 (processor time, median of ${rounds} rounds)`,
  );
  for (const [what, time] of Object.entries({ ...sealing, "checking the signature of its transaction": signature }))
    console.log(`${what.padEnd(48)} ${time.toFixed(0).padStart(5)} µs ${(time / library).toFixed(2).padStart(6)}`);
  for (const count of [1, 5, 20]) {
    const plain = sheetOf(count);
    const sealed = seal(createECDH(curve).generateKeys(), plain);
    console.log(`steps of a bid of ${String(count).padStart(2)}: ${plain.length} bytes, sealed ${sealed.length}`);
  }
  process.exit();
}

/** Processor time of sealing and of opening a bid of five steps, in µs. */
function measureSealing(): Readonly<Record<string, number>> {
  const pair = createECDH(curve);
  const publicKey = pair.generateKeys();
  const text = sheetOf(5);
  const sealed = seal(publicKey, text);
  invariant(open(pair.getPrivateKey(), sealed) === text, "what is opened is what was sealed");
  return {
    "sealing a bid to its auction's public key": processorTime(() => seal(publicKey, text)),
    "opening it at the close": processorTime(() => open(pair.getPrivateKey(), sealed)),
  };
}

/** A bid's steps as they are stored. */
function sheetOf(count: number): string {
  return canonicalJson(
    Array.from({ length: count }, () => ({ bidId: randomBytes(18).toString("hex"), price: "4321.5", quantity: "12.345" })),
  );
}

/** Seals a text to a public key: ephemeral ECDH, HKDF, AES-256-GCM; only the holder of the private key opens it. */
function seal(publicKey: Buffer, text: string): Buffer {
  const ephemeral = createECDH(curve);
  const own = ephemeral.generateKeys();
  const key = Buffer.from(hkdfSync("sha256", ephemeral.computeSecret(publicKey), own, "bid", 32));
  const cipher = createCipheriv("aes-256-gcm", key, Buffer.alloc(12));
  return Buffer.concat([own, cipher.update(text), cipher.final(), cipher.getAuthTag()]);
}

function open(privateKey: Buffer, sealed: Buffer): string {
  const pair = createECDH(curve);
  pair.setPrivateKey(privateKey);
  const other = sealed.subarray(0, 65);
  const key = Buffer.from(hkdfSync("sha256", pair.computeSecret(other), other, "bid", 32));
  const decipher = createDecipheriv("aes-256-gcm", key, Buffer.alloc(12)).setAuthTag(sealed.subarray(-16));
  return Buffer.concat([decipher.update(sealed.subarray(65, -16)), decipher.final()]).toString("utf8");
}

/** Processor time of checking one signed transaction of two puts, in µs. */
async function measureSignatures(): Promise<number> {
  const credentials = { accessKeyId: "bench", secretAccessKey: "secret" };
  let signed: { method: string; path: string; headers: Record<string, string>; body: Uint8Array } | undefined;
  const client = new DynamoDBClient({
    ...{ endpoint: "http://127.0.0.1:1", region: "cn-north-1", credentials, maxAttempts: 1 },
    requestHandler: {
      handle: async (request: typeof signed) => {
        signed = request;
        throw new Error("not sent");
      },
    } as never,
  });
  const Put = { TableName: "Bidding", Item: { pk: { S: "p".repeat(60) }, sk: { S: "s".repeat(40) }, steps: { S: sheetOf(5) } } };
  await client.send(new TransactWriteItemsCommand({ TransactItems: [{ Put }, { Put }] })).catch(() => undefined);
  const { method, path, headers, body } = required(signed, "a signed request");
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const request = { method, url: path, headers: lower } as unknown as IncomingMessage;
  const caller = { ...credentials, functionName: "bench", principalArn: "", policy: undefined };
  const now = Date.now();
  const authenticate = authenticator({ region: "cn-north-1", callerOf: () => caller, clocks: () => ({ machine: now, local: now }) });
  const bytes = Buffer.from(body);
  invariant("caller" in authenticate(request, bytes, "dynamodb"), "the signature is the client's");
  return processorTime(() => authenticate(request, bytes, "dynamodb"));
}

/** Median processor time of one run in µs. */
function processorTime(run: () => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const began = process.threadCpuUsage();
    for (let call = 0; call < callsARound; call += 1) run();
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / callsARound;
  });
  return median(times);
}
