import type { Caller } from "../../../shared/http/caller.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { message } from "../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type Account, mainAccount, partyAccount, reserveAccount, siteAccount, striped } from "../../../shared/ledger/account.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import { licenceInForce } from "../../../shared/members/licence-in-force.ts";
import { checkTransfer } from "../../../shared/permits/check-transfer.ts";
import { need, permitTerm } from "../../../shared/permits/instruments.ts";
import { returnPermits } from "../../../shared/permits/issue.ts";
import { splitByOffset } from "../../../shared/permits/offset.ts";
import { decodeFact, factKey } from "../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import { needFactId, permitsFacts } from "../../permits/contract.ts";
import type { CollateralRefusal } from "../problems.ts";
import { moveHolds, type OpenRegister } from "../register/change-register.ts";
import { takeOverMarked } from "../register/enforced-slices.ts";
import type { RegisterChange } from "../register/rows.ts";
import type { EnforcementPorts } from "./ports.ts";
import type { Enforcement, TakeOver } from "./rows.ts";
import { sourceOf, takerRule } from "./rules.ts";

/** A take-over that is to be completed. */
export interface Completion {
  readonly enforcement: Enforcement;
  readonly takeOver: TakeOver;
  readonly open: OpenRegister;
  readonly quantity: Decimal;
  readonly caller: Caller;
  readonly project: string | undefined;
  readonly at: Instant;
  /** Id of the fact of the completion. */
  readonly factId: string;
}

/** How a taker takes over: where its money is, and what moves besides the money. */
export interface Taking {
  readonly money: Account;
  readonly shortage: CollateralRefusal;
  readonly change: RegisterChange;
  /** Adds what moves, besides the money, to the entry. */
  readonly move: (entry: LedgerEntry<CollateralRefusal>) => void;
  readonly writes: readonly WriteFragment<never>[];
}

type Taker = (ports: EnforcementPorts, completion: Completion) => Promise<Outcome<Taking, CollateralRefusal>>;

/** What each kind of taker has to bring, and what it gets. */
export const takers: Readonly<Record<TakeOver["taker"], Taker>> = { site: ofSite, reserve: ofReserve, member: ofMember };

/** A site pays from its owner's cash and uses its certified need; what the offset ratio keeps back is retired, as in an auction. */
async function ofSite(ports: EnforcementPorts, completion: Completion): Promise<Outcome<Taking, CollateralRefusal>> {
  const { enforcement, takeOver, quantity, open } = completion;
  const siteId = required(takeOver.siteId, "site that takes over");
  const { pollutant, pool } = required(permitTerm(enforcement.instrument), "permit that is taken over");
  const eligible = await eligibleSite(ports, completion, siteId, { pollutant, pool });
  if (!eligible.ok) return eligible;
  const { project, offsetRatio } = eligible.value;
  const { delivered, retired } = splitByOffset(quantity, offsetRatio);
  const toRetired = striped("retired", enforcement.enforcementId);
  const parts = [
    { to: siteAccount(siteId), quantity: delivered },
    { to: toRetired, quantity: retired },
  ].filter((part) => part.quantity.gt(0));
  const change = takeOverMarked(open.register.slices, enforcement.enforcementId, parts);
  return accept({
    money: partyAccount(completion.caller.partyId),
    shortage: priceNotCovered(takeOver, "enforcement"),
    change,
    move(entry) {
      moveHolds(entry, open, change);
      const short: CollateralRefusal = { code: "need-not-covered", tonnes: quantity, project, source: sourceOf("takerSource") };
      entry.transfer({ instrument: need(pollutant, project), from: siteAccount(siteId), to: toRetired, quantity, shortage: short });
    },
    writes: [],
  });
}

/** Whether a site may take permits over: confirmed, licensed, with a certified need, and within the trading limits. */
async function eligibleSite(
  { members, permits, limits }: EnforcementPorts,
  { enforcement, caller, project, at }: Completion,
  siteId: string,
  { pollutant, pool }: { readonly pollutant: string; readonly pool: string },
): Promise<Outcome<{ readonly project: string; readonly offsetRatio: Decimal }, CollateralRefusal>> {
  const refused = (rule: string, source: string = sourceOf("takerSource")): Outcome<never, CollateralRefusal> =>
    refuse({ code: "taker-not-eligible", rule, taker: siteId, source });
  const site = await members.site(caller.partyId, siteId);
  if (site?.state !== "confirmed") return refused(takerRule("site-confirmed"));
  const day = dayOf(at);
  if (!licenceInForce(site, day)) return refused(takerRule("licence-valid"));
  if (project === undefined) return refused(takerRule("need-certified"));
  const { area, sourceClass, thermalPower } = enforcement;
  const seller = { from: "site", area, pool, sourceClass, thermalPower: thermalPower === "true" } as const;
  const [fact, transfer] = await Promise.all([
    permits.read(factKey(needFactId(pollutant, project)), decodeFact),
    checkTransfer(limits, { day, pollutant, seller, site }),
  ]);
  const [broken] = transfer.broken;
  if (broken) return refused(message(broken.limit.text.zh, broken.limit.text.en), message(broken.limit.source.zh, broken.limit.source.en));
  const certified = fact && permitsFacts.needCertified.data.parse(fact.data);
  if (certified?.siteId !== siteId) return refused(takerRule("need-certified"));
  return accept({ project, offsetRatio: decimal(certified.offsetRatio) });
}

/** The reserve pays from the fund for buy-backs, and the permits become its quota, as with surplus that is bought back. */
async function ofReserve({ reserves }: EnforcementPorts, completion: Completion): Promise<Outcome<Taking, CollateralRefusal>> {
  const { enforcement, takeOver, quantity, open, at, factId } = completion;
  const { enforcementId, account, instrument } = enforcement;
  const { pollutant, pool, from: firstMonth, to: lastMonth } = required(permitTerm(instrument), "permit that is taken over");
  // Where permits go that become quota; returning them posts the holds.
  const change = takeOverMarked(open.register.slices, enforcementId, [{ to: striped("issue", account), quantity }]);
  const documentNumber = takeOver.courtDocument?.documentNumber ?? enforcement.document.documentNumber;
  const addition = { additionId: factId, tonnes: quantity, source: "buy-back", documentNumber, addedAt: at } as const;
  return accept({
    money: mainAccount("buy-back"),
    shortage: priceNotCovered(takeOver, "fund"),
    change,
    move(entry) {
      const held = change.moves.map((each) => ({
        hold: required(open.holds.get(each.holdId), `hold ${each.holdId}`),
        quantity: each.quantity,
      }));
      const lot = { pollutant, pool, firstMonth, lastMonth, tonnes: quantity };
      returnPermits(entry, { ...lot, from: account, to: reserveAccount(pool), at, held });
    },
    writes: [reserves.additionPut({ pool, pollutant }, addition)],
  });
}

/** A member takes over what members hold themselves, such as allowances, and pays from its cash. */
async function ofMember(_ports: EnforcementPorts, completion: Completion): Promise<Outcome<Taking, CollateralRefusal>> {
  const { enforcement, takeOver, quantity, open, caller } = completion;
  const to = partyAccount(caller.partyId);
  const change = takeOverMarked(open.register.slices, enforcement.enforcementId, [{ to, quantity }]);
  return accept({
    money: to,
    shortage: priceNotCovered(takeOver, "enforcement"),
    change,
    move: (entry) => moveHolds(entry, open, change),
    writes: [],
  });
}

function priceNotCovered({ priceCny }: TakeOver, rule: "enforcement" | "fund"): CollateralRefusal {
  return { code: "price-not-covered", priceCny: decimal(plain(decimal(priceCny))), source: sourceOf(rule) };
}
