import { type Decimal, decimal, sum, zero } from "../../../../shared/kernel/decimal.ts";
import { required } from "../../../../shared/kernel/invariant.ts";
import { type Account, allocationAccount, partyAccount, siteAccount } from "../../../../shared/ledger/account.ts";
import { CNY, type Instrument } from "../../../../shared/ledger/instrument.ts";
import type { TradeRecord } from "../../../../shared/records/trade-record.ts";
import type { recordedFacts } from "../contract-facts.ts";

/** What a record claims that an entry of the ledger moved at a position. */
export interface Claim {
  readonly account: Account;
  readonly instrument: Instrument;
  /** By how much available and held together changed. */
  readonly total: Decimal;
  /** By how much what is held changed; absent where the record says nothing of it. */
  readonly held?: Decimal;
}

type Role = TradeRecord["parties"][number]["role"];
type Claims = (record: TradeRecord) => readonly Claim[];

/** The account of a party of a record. */
function accountOf({ parties, recordId }: TradeRecord, role: Role): Account {
  const party = required(
    parties.find((each) => each.role === role && each.partyId !== undefined),
    `${role} of ${recordId}`,
  );
  return partyAccount(required(party.partyId, `party of ${role}`));
}

/** Where a record's units lie: at its site, or with the party itself where it has none. */
function placeOf(record: TradeRecord, role: Role): Account {
  return record.siteId === undefined ? accountOf(record, role) : siteAccount(record.siteId);
}

/** What a member is paid, or pays below zero; nothing where no money moved. */
function money(record: TradeRecord, role: Role, amount: Decimal): readonly Claim[] {
  return amount.isZero() ? [] : [{ account: accountOf(record, role), instrument: CNY, total: amount }];
}

/** What the units of a record's instrument do at the place of a party: `sign` says whether they come or go. */
function units(record: TradeRecord, role: Role, sign: 1 | -1, quantity = decimal(record.quantity ?? "0")): Claim {
  const { instrument, held } = record;
  const at = { account: placeOf(record, role), instrument: required(instrument, `instrument of ${record.recordId}`) };
  return { ...at, total: quantity.mul(sign), ...(held !== undefined && { held: decimal(held) }) };
}

/** Nothing comes or goes: what a holder has is held, or is not any more. */
function onlyHeld(role: Role): Claims {
  return (record) => [units(record, role, 1, zero)];
}

/** Instalments that were paid in cash: a certificate of the tax office moves none. */
function instalmentsPaid(record: TradeRecord): readonly Claim[] {
  const paid = sum((record.instalments ?? []).map(({ amountCny }) => decimal(amountCny)));
  return record.confirmationNumber === undefined ? money(record, "holder", paid.neg()) : [];
}

const goes =
  (role: Role): Claims =>
  (record) => [units(record, role, -1)];
const comes =
  (role: Role): Claims =>
  (record) => [units(record, role, 1)];
const none: Claims = () => [];

/** A trade that delivers to a buyer's site or account: what was retired for the offset ratio did not get there. */
const delivered: Claims = (record) => {
  const { quantity = "0", retiredTonnes = "0", amount = "0", fee = "0" } = record;
  const [got, paid] = [decimal(quantity).minus(retiredTonnes), decimal(amount).plus(fee)];
  return [units(record, "buyer", 1, got), ...money(record, "buyer", paid.neg())];
};

/** What records claim of the entry that they name, by the type of their fact. A type without a row does not compile. */
const claims: { readonly [Type in (typeof recordedFacts)[number]["factType"]]: Claims } = {
  "award-settled": delivered,
  "award-defaulted": (record) => money(record, "buyer", decimal(record.amount ?? "0").neg()),
  "allocation-delivered": (record) => [units(record, "holder", 1), ...instalmentsPaid(record)],
  "allocation-granted": comes("holder"),
  // Nothing had been delivered: the permits leave the account of the allocation.
  "allocation-returned": ({ entry, instrument = "", quantity = "0" }) => [
    { account: allocationAccount(required(entry, "entry of a return").reference), instrument, total: decimal(quantity).neg() },
  ],
  "instalments-paid": (record) => [units(record, "holder", 1, zero), ...instalmentsPaid(record)],
  "instalment-frozen": onlyHeld("holder"),
  "fee-certificate-reversed": onlyHeld("holder"),
  "fee-debt-secured": onlyHeld("holder"),
  "permit-expired": goes("holder"),
  "surplus-certified": goes("seller"),
  "permits-bought-back": (record) => [units(record, "seller", -1), ...money(record, "seller", decimal(record.amount ?? "0"))],
  "permits-recovered": (record) => [units(record, "seller", -1), ...money(record, "seller", decimal(record.amount ?? "0"))],
  "allowances-allocated": comes("holder"),
  "allowances-clawed-back": goes("seller"),
  "allowances-carried-over": (record) => [
    record.parties.some(({ role }) => role === "seller") ? units(record, "seller", -1) : units(record, "holder", 1),
  ],
  "allowances-surrendered": goes("holder"),
  "allowances-given-back": goes("holder"),
  "allowances-cancelled": goes("holder"),
  // Whoever holds allowances that nobody is known to own has no account by its name.
  "allowances-expired": (record) => (record.parties.length === 0 ? [] : goes("holder")(record)),
  "allowance-freeze-changed": onlyHeld("holder"),
  "price-published": none,
  "baseline-price-published": none,
  "pledge-registered": onlyHeld("pledgor"),
  "pledge-changed": onlyHeld("pledgor"),
  "pledge-part-released": onlyHeld("pledgor"),
  "pledge-cancelled": onlyHeld("pledgor"),
  "pledge-revoked": onlyHeld("pledgor"),
  "pledge-expired": none,
  "pledge-part-expired": none,
  "freeze-entered": onlyHeld("holder"),
  "freeze-turned": none,
  "freeze-lifted": onlyHeld("holder"),
  "freeze-ended": onlyHeld("holder"),
  "enforcement-ended": (record) => {
    const reserve = record.parties.every(({ role }) => role !== "buyer");
    return reserve ? [] : delivered(record);
  },
  "pledge-enforced": none,
  // Released to the pledgor it stays with it, to somebody else it goes there.
  "held-proceeds-released": (record) => {
    const [pledgor, recipient] = [accountOf(record, "pledgor"), accountOf(record, "recipient")];
    const amount = decimal(record.amount ?? "0");
    const stays = pledgor === recipient;
    return [
      { account: pledgor, instrument: CNY, total: stays ? zero : amount.neg(), held: amount.neg() },
      ...(stays ? [] : [{ account: recipient, instrument: CNY, total: amount }]),
    ];
  },
  "income-stream-closed": goes("holder"),
};

/** What a record claims of the ledger; nothing where it names no entry. */
export function claimsOf(record: TradeRecord): readonly Claim[] {
  if (record.entry === undefined) return [];
  const ofType: Readonly<Record<string, Claims>> = claims;
  return required(ofType[record.source.factType], `claims of ${record.source.factType}`)(record);
}
