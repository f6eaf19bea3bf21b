import type { Caller } from "../../../shared/http/caller.ts";
import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import { type Decimal, decimal, plain } from "../../../shared/kernel/decimal.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { messageOf } from "../../../shared/kernel/message.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { type Account, mainAccount, partyAccount, reserveAccount, siteAccount } from "../../../shared/ledger/account.ts";
import type { LedgerEntry } from "../../../shared/ledger/entry.ts";
import type { Instrument } from "../../../shared/ledger/instrument.ts";
import { licenceInForce } from "../../../shared/members/licence-in-force.ts";
import type { Site } from "../../../shared/members/sites.ts";
import { quota } from "../../../shared/permits/instruments.ts";
import { reserveBlock } from "../../../shared/permits/reserve-additions.ts";
import { reserveTaking, type SiteTakingRefusal, siteTaking, type TakenPermits } from "../../../shared/permits/take-over.ts";
import type { WriteFragment } from "../../../shared/store/transaction.ts";
import type { CollateralRefusal } from "../problems.ts";
import { moveHolds, type OpenRegister } from "../register/change-register.ts";
import { takeOverMarked } from "../register/enforced-slices.ts";
import type { RegisterChange } from "../register/rows.ts";
import type { EnforcementPorts } from "./ports.ts";
import type { Enforcement, TakeOver } from "./rows.ts";
import { sourceOf, takerRule } from "./rules.ts";
import type { TakenOver } from "./views.ts";

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

/** What a taker got, as the fact of the take-over says it. */
export type TakenSaid = Omit<
  TakenOver,
  "taker" | "partyId" | "partyName" | "creditCode" | "priceCny" | "betweenAssociates" | "blockReference"
> & {
  /** Reference of the quota that the reserve got; the block of a member is named by the enforcement. */
  readonly blockReference?: string;
};

/** How a taker takes over: where its money is, and what moves besides the money. */
export interface Taking {
  readonly money: Account;
  readonly shortage: CollateralRefusal;
  readonly change: RegisterChange;
  /** Adds what moves, besides the money, to the entry. */
  readonly move: (entry: LedgerEntry<CollateralRefusal>) => void;
  readonly writes: readonly WriteFragment<never>[];
  readonly said: TakenSaid;
  /** The position that the block is delivered to. */
  readonly deliveredTo: { readonly account: Account; readonly instrument: Instrument };
}

type Taker = (ports: EnforcementPorts, completion: Completion) => Promise<Outcome<Taking, CollateralRefusal>>;

/** What each kind of taker has to bring, and what it gets. What follows for the class of asset is that class's own. */
export const takers: Readonly<Record<TakeOver["taker"], Taker>> = { site: ofSite, reserve: ofReserve, member: ofMember };

/** A site pays from its owner's cash. */
async function ofSite(ports: EnforcementPorts, completion: Completion): Promise<Outcome<Taking, CollateralRefusal>> {
  const { enforcement, takeOver, quantity, open, caller, project, at } = completion;
  const siteId = required(takeOver.siteId, "site that takes over");
  const site = await ports.members.site(caller.partyId, siteId);
  const eligible = eligibleSite(site, siteId, at);
  if (!eligible.ok) return eligible;
  const { area, sourceClass, thermalPower } = enforcement;
  const seller = { area, sourceClass, thermalPower: thermalPower === "true" };
  const taking = await siteTaking(ports, takenOf(completion), { site: eligible.value, project, seller });
  if (!taking.ok) return notEligible(siteId, ...ruleOf(taking.refusal));
  const { parts, useNeed, need, delivered, retired } = taking.value;
  const change = takeOverMarked(open.register.slices, enforcement.enforcementId, parts);
  return accept({
    money: partyAccount(caller.partyId),
    deliveredTo: { account: siteAccount(siteId), instrument: enforcement.instrument },
    shortage: priceNotCovered(takeOver, "enforcement"),
    change,
    move(entry) {
      moveHolds(entry, open, change);
      const short = (used: string): CollateralRefusal => ({
        code: "need-not-covered",
        ...{ tonnes: quantity, project: used, source: sourceOf("takerSource") },
      });
      useNeed(entry, short);
    },
    writes: [],
    said: {
      ...{ siteId, siteName: eligible.value.name, siteArea: eligible.value.area, licenceNumber: eligible.value.licenceNumber },
      ...{ project: need.project, projectName: need.projectName, eiaNumber: need.eiaNumber },
      ...{ offsetRatio: need.offsetRatio, offsetGround: need.offsetGround },
      ...{ deliveredTonnes: plain(delivered), retiredTonnes: plain(retired) },
    },
  });
}

/** Whether a site may take anything over: confirmed and licensed. */
function eligibleSite(site: Site | undefined, siteId: string, at: Instant): Outcome<Site, CollateralRefusal> {
  if (site?.state !== "confirmed") return notEligible(siteId, takerRule("site-confirmed"));
  return licenceInForce(site, dayOf(at)) ? accept(site) : notEligible(siteId, takerRule("licence-valid"));
}

function notEligible(taker: string, rule: string, source: string = sourceOf("takerSource")): Outcome<never, CollateralRefusal> {
  return refuse({ code: "taker-not-eligible", rule, taker, source });
}

/** The rule that a refusal is about, with its source where it has one of its own. */
function ruleOf(refusal: SiteTakingRefusal): [rule: string, source?: string] {
  if (refusal.code === "no-need") return [takerRule("need-certified")];
  const { text, source } = refusal.broken.limit;
  return [messageOf(text), messageOf(source)];
}

/** The reserve pays from the fund for buy-backs. */
async function ofReserve({ reserves }: EnforcementPorts, completion: Completion): Promise<Outcome<Taking, CollateralRefusal>> {
  const { enforcement, takeOver, quantity, open, at, factId } = completion;
  const { part, reserve, makeQuota } = reserveTaking(takenOf(completion));
  const change = takeOverMarked(open.register.slices, enforcement.enforcementId, [part]);
  const documentNumber = takeOver.courtDocument?.documentNumber ?? enforcement.document.documentNumber;
  const addition = { additionId: factId, tonnes: quantity, source: "buy-back", documentNumber, addedAt: at } as const;
  return accept({
    money: mainAccount("buy-back"),
    deliveredTo: { account: reserveAccount(reserve.pool), instrument: quota(reserve.pollutant, reserve.pool) },
    shortage: priceNotCovered(takeOver, "fund"),
    change,
    move(entry) {
      const held = change.moves.map((each) => ({
        hold: required(open.holds.get(each.holdId), `hold ${each.holdId}`),
        quantity: each.quantity,
      }));
      makeQuota(entry, held);
    },
    writes: [reserves.additionPut(reserve, addition)],
    said: { deliveredTonnes: plain(quantity), retiredTonnes: "0", blockReference: reserveBlock(reserve, factId) },
  });
}

function takenOf({ enforcement: { enforcementId: reference, account, instrument }, quantity, at }: Completion): TakenPermits {
  return { reference, account, instrument, quantity, at };
}

/** A member takes over what members hold themselves, such as allowances, and pays from its cash. */
async function ofMember(_ports: EnforcementPorts, completion: Completion): Promise<Outcome<Taking, CollateralRefusal>> {
  const { enforcement, takeOver, quantity, open, caller } = completion;
  const to = partyAccount(caller.partyId);
  const change = takeOverMarked(open.register.slices, enforcement.enforcementId, [{ to, quantity }]);
  return accept({
    money: to,
    deliveredTo: { account: to, instrument: enforcement.instrument },
    shortage: priceNotCovered(takeOver, "enforcement"),
    change,
    move: (entry) => moveHolds(entry, open, change),
    writes: [],
    said: { deliveredTonnes: plain(quantity), retiredTonnes: "0" },
  });
}

function priceNotCovered({ priceCny }: TakeOver, rule: "enforcement" | "fund"): CollateralRefusal {
  return { code: "price-not-covered", priceCny: decimal(plain(decimal(priceCny))), source: sourceOf(rule) };
}
