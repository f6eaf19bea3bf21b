import { type Decimal, least, plain, sum } from "../../shared/kernel/decimal.ts";
import { siteAccount } from "../../shared/ledger/account.ts";
import { beneficiaryMember } from "../../shared/ledger/beneficiary.ts";
import type { HoldPurpose } from "../../shared/ledger/hold.ts";
import { isExpired } from "../../shared/ledger/instrument.ts";
import type { Hold } from "../../shared/ledger/rows.ts";
import type { SurplusPorts } from "./ports.ts";
import type { Recovery } from "./store.ts";

/**
 * Purposes of holds that are taken with the permit, in this order: surplus that its owner stored, and what waits for a fee, which is the
 * state's own claim. Everything else, such as a pledge or the order of a court, is another's and waits for its holder.
 */
const takenWith: readonly HoldPurpose[] = ["storage", "overdue-fee", "unpaid-fee"];
/** Purposes among them whose tonnes were paid for. */
const paidFor: readonly HoldPurpose[] = ["storage"];

/** What a site has of one permit, as a recovery sees it. */
export interface Part {
  readonly instrument: string;
  readonly available: Decimal;
  /** Pending holds that are taken with it. */
  readonly taking: readonly Hold[];
  /** Pending holds that wait for their holder. */
  readonly waiting: readonly Hold[];
}

/** What is taken of a permit in one entry. */
export interface Taking {
  readonly tonnes: Decimal;
  readonly held: readonly { readonly hold: Hold; readonly quantity: Decimal }[];
  /** Those of the tonnes that were paid for. */
  readonly paidTonnes: Decimal;
}

type Scope = Pick<Recovery, "siteId" | "cutInstrument" | "cutTonnes" | "recoveredTonnes">;

/** The permits of a site that a recovery is about: all that are not empty and whose term is not over, or the one that is cut. */
export async function partsOf({ ledger, clock }: Pick<SurplusPorts, "ledger" | "clock">, recovery: Scope): Promise<Part[]> {
  const account = siteAccount(recovery.siteId);
  const at = clock.now();
  const concerns = (instrument: string) => !isExpired(instrument, at) && (recovery.cutInstrument ?? instrument) === instrument;
  const positions = (await everyPage((cursor) => ledger.positions(account, "permit", { cursor }))).filter(
    ({ instrument, available, held }) => concerns(instrument) && available.plus(held).gt(0),
  );
  const holds = positions.some(({ held }) => held.gt(0)) ? await everyPage((cursor) => ledger.holds(account, "permit", { cursor })) : [];
  return positions.map(({ instrument, available }) => {
    const pending = holds.filter((hold) => hold.instrument === instrument && hold.state === "pending");
    const taking = takenWith.flatMap((purpose) => pending.filter((hold) => hold.purpose === purpose));
    return { instrument, available, taking, waiting: pending.filter(({ purpose }) => !takenWith.includes(purpose)) };
  });
}

/** What is taken of a permit at most: what is available before what is held, and never more than a cut has left. */
export function takingOf({ available, taking }: Pick<Part, "available" | "taking">, recovery: Scope, holdsAtOnce = Infinity): Taking {
  const ofAvailable = least(available, leftOf(recovery) ?? available);
  let tonnes = ofAvailable;
  let paidTonnes = ofAvailable;
  const held: { hold: Hold; quantity: Decimal }[] = [];
  for (const hold of taking.slice(0, holdsAtOnce)) {
    const left = leftOf(recovery);
    const quantity = left ? least(hold.remaining, left.minus(tonnes)) : hold.remaining;
    if (quantity.lte(0)) break;
    held.push({ hold, quantity });
    tonnes = tonnes.plus(quantity);
    if (paidFor.includes(hold.purpose)) paidTonnes = paidTonnes.plus(quantity);
  }
  return { tonnes, held, paidTonnes };
}

/** What a cut has still to take; undefined where all permits are recovered. */
export function leftOf({ cutTonnes, recoveredTonnes }: Scope): Decimal | undefined {
  return cutTonnes?.minus(recoveredTonnes);
}

/** Whether nothing of what was ordered is left. */
export function isDone(recovery: Scope, parts: readonly Part[]): boolean {
  return parts.length === 0 || (leftOf(recovery)?.lte(0) ?? false);
}

/** The holds that a recovery waits for: none where a cut is covered without them. */
export function waitingIn(parts: readonly Part[], recovery: Scope) {
  const left = leftOf(recovery);
  const covered = left !== undefined && sum(parts.map((part) => takingOf(part, recovery).tonnes)).gte(left);
  return covered ? [] : parts.flatMap(({ waiting }) => waiting.map((hold) => heldPartView(hold, hold.remaining)));
}

/** The holds that a recovery waits for now. */
export async function holdsWaiting(ports: Pick<SurplusPorts, "ledger" | "clock">, recovery: Scope) {
  return waitingIn(await partsOf(ports, recovery), recovery);
}

/** A hold, or what was taken of it, for answers and facts. */
export function heldPartView(hold: Hold, tonnes: Decimal) {
  const { holdId, instrument, purpose } = hold;
  const beneficiary = beneficiaryMember(hold);
  return { holdId, instrument, purpose, tonnes: plain(tonnes), ...(beneficiary && { beneficiary }) };
}

/** The members who benefit from holds. */
export function beneficiariesOf(holds: readonly { readonly beneficiary?: string }[]): string[] {
  return holds.flatMap(({ beneficiary }) => beneficiary ?? []);
}

/** All that a site holds of some permits, held or not. */
export function holdsOf(parts: readonly Part[]): Decimal {
  return sum(parts.flatMap(({ available, taking, waiting }) => [available, ...[...taking, ...waiting].map(({ remaining }) => remaining)]));
}

async function everyPage<Row>(read: (cursor: string | undefined) => Promise<{ items: readonly Row[]; nextCursor?: string | undefined }>) {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    rows.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}
