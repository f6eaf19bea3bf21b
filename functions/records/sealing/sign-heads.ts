import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { dayOf, endOfDay, type PlainDate, plusDays } from "../../../shared/kernel/calendar.ts";
import { canonicalJson } from "../../../shared/kernel/canonical-json.ts";
import { type Clock, plusSeconds } from "../../../shared/kernel/clock.ts";
import { genesis } from "../../../shared/records/chain.ts";
import { instantIn } from "../../../shared/records/record-hash.ts";
import {
  fingerprintOf,
  type HeadStatement,
  headForm,
  headHashOf,
  type SignedHead,
  signedText,
} from "../../../shared/records/signed-head.ts";
import type { Bucket } from "../../../shared/store/objects.ts";
import type { Signer } from "../../../shared/store/signer.ts";
import type { Table } from "../../../shared/store/table.ts";
import { commit } from "../../../shared/store/transaction.ts";
import type { ChainReader } from "./blocks.ts";
import { type ChainState, chainState } from "./chain-state.ts";
import { brokenLink } from "./check-links.ts";
import { type HeadReader, headCodec, headKey, headObjects } from "./heads.ts";

/** Dependencies of signing heads. */
interface HeadPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  readonly seals: Table;
  readonly blocks: Pick<ChainReader, "blocksFrom">;
  readonly heads: HeadReader;
  readonly archive: Bucket;
  readonly signer: Signer;
  /** Says that something about the chain needs people. */
  readonly warn: (
    of: "head-missing" | "sealing-behind" | "head-differs" | "chain-broken",
    facts: Readonly<Record<string, string | number>>,
  ) => void;
}

/** So long a head waits for the sealer after its day; then it says how far sealing is, and people are warned. */
const graceSeconds = 6 * 3600;
/** Days that one run signs at most; what is missing after a longer outage is for the next run. */
const daysPerRun = 31;

/**
 * Signs the head of every day that is over and has none, in order, and stores it in the locked archive; a day on which nothing happened has
 * one, too. A day is signed once: whoever comes second finds the row, and the object is that of the row. A head is only signed when all links
 * since the one before hold.
 */
export async function signHeads(ports: HeadPorts): Promise<void> {
  const { clock, heads } = ports;
  const yesterday = plusDays(dayOf(clock.now()), -1);
  let newest = await heads.newest();
  // A run that was killed may have left a row without its object.
  if (newest) await archived(ports, newest);
  if (newest && newest.day < yesterday && isLate(ports, yesterday)) ports.warn("head-missing", { day: plusDays(newest.day, 1) });
  for (let signed = 0; signed < daysPerRun; signed += 1) {
    const day = newest === undefined ? yesterday : plusDays(newest.day, 1);
    if (day > yesterday) return;
    const state = await chainState(ports.seals);
    if (state.before < endOfDay(day)) {
      if (!isLate(ports, day)) return;
      ports.warn("sealing-behind", { day });
    }
    const broken = await brokenLink(ports.blocks, newest ?? genesis, state);
    if (broken !== undefined) return ports.warn("chain-broken", { block: broken });
    newest = await sign(ports, day, state, newest);
  }
}

function isLate({ clock }: HeadPorts, day: PlainDate): boolean {
  return clock.now() >= plusSeconds(endOfDay(day), graceSeconds);
}

/** Signs the head of a day, unless another run has: then it is that one. */
async function sign(ports: HeadPorts, day: PlainDate, state: ChainState, previous: SignedHead | undefined): Promise<SignedHead> {
  const { dynamo, clock, seals, heads, signer } = ports;
  const publicKey = await signer.publicKey();
  const statement: HeadStatement = {
    ...{ form: headForm, day, n: state.n, hash: state.hash, through: instantIn(state.through), before: state.before },
    ...{ previousHash: previous ? headHashOf(previous) : genesis.hash, fingerprint: fingerprintOf(publicKey), madeAt: clock.now() },
  };
  const made = { ...statement, publicKey, signature: await signer.sign(signedText(statement)) };
  const result = await commit(dynamo, [seals.putNew(headKey(day), headCodec.encode({ head: made }), "done")]);
  const head = result.kind === "committed" ? made : ((await heads.from(day)) ?? made);
  await archived(ports, head);
  return head;
}

/** Stores a head under lock, once. An object that says something else was there before the row: then the row is not what was signed. */
async function archived({ archive, warn }: HeadPorts, head: SignedHead): Promise<void> {
  const text = canonicalJson(head);
  const stored = await archive.putOnce(`${headObjects}${head.day}.json`, text);
  if (stored !== text) warn("head-differs", { day: head.day });
}
