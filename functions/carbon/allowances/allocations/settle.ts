import type { Allocated } from "../../../../shared/carbon/allowance-formula.ts";
import { type Decimal, plain } from "../../../../shared/kernel/decimal.ts";
import { partyAccount } from "../../../../shared/ledger/account.ts";
import type { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import type { WriteFragment } from "../../../../shared/store/transaction.ts";
import { type ObligationEvent, obligationChange } from "../../surrender/obligation.ts";
import { deadlineOfPlan, termsUntil } from "../../surrender/terms.ts";
import { allowancesFacts } from "../contract.ts";
import { type Settlement, settlementOf } from "../figures.ts";
import { accountOfLine, type BeyondTotal, beyondTotal } from "../plans/plan-total.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowanceLine, AllowancePlan } from "../rows.ts";
import { allocationStatedOf, areasOfAllocation, blockOf, instrumentOfPlan } from "../views.ts";
import type { allocationKinds } from "../vocabulary.ts";

/** An allocation as it was decided. */
export interface Grant {
  readonly kind: (typeof allocationKinds)[number];
  /** What the method gives, with the plan's decimals. */
  readonly figure: Allocated;
  /** Whole tonnes of it that the entity is entitled to now. */
  readonly entitled: Decimal;
  readonly documentNumber: string;
  readonly reason: string;
  /** Verified emissions that it rests on, where there is a report. */
  readonly verified?: Decimal;
  readonly envelope: Omit<ReturnType<typeof factEnvelopeOf>, "parties" | "areas">;
  readonly objectionsUntil: string;
}

/** An allocation after it was settled, and the writes of the transaction that does so. */
export interface Settled {
  readonly line: AllowanceLine;
  readonly writes: readonly WriteFragment<BeyondTotal>[];
}

/**
 * Brings an entity to what it is entitled to: issues what it lacks out of the plan, takes back what it has too much as far as that is free,
 * and adds the rest to its obligation. What becomes free or held meanwhile makes the transaction stale.
 */
export async function settle(ports: AllocationPorts, plan: AllowancePlan, line: AllowanceLine, grant: Grant): Promise<Settled> {
  const { own, ledger } = ports;
  const { figure, entitled, objectionsUntil } = grant;
  const instrument = instrumentOfPlan(plan);
  const account = partyAccount(line.partyId);
  const { available } = await ledger.position(account, instrument);
  const settlement = settlementOf(line, entitled, available);
  const { topUp, taken, added } = settlement;
  const settled: AllowanceLine = {
    ...line,
    ...{ figure: figure.tonnes, entitledTonnes: entitled, objectionsUntil },
    issuedTonnes: line.issuedTonnes.plus(topUp).minus(taken),
    addedTonnes: line.addedTonnes.plus(added),
    version: line.version + 1,
  };
  const envelope = { ...grant.envelope, parties: [line.partyId], areas: areasOfAllocation(plan, line) };
  const allocated = ledger.newEntry<BeyondTotal>({ ...envelope, cause: { kind: "allowances-allocated", reference: line.allocationId } });
  const plans = accountOfLine(line);
  allocated.transfer({
    ...{ instrument, from: plans, to: account, quantity: topUp },
    shortage: beyondTotal(plan.planId, topUp, topUp.mul(0)),
  });
  allocated.delivers(account, instrument, blockOf(plan, settled));
  const clawBackId = `${envelope.factId}.claw-back`;
  const back = { ...envelope, factId: clawBackId };
  const clawedBack = ledger.newEntry<BeyondTotal>({ ...back, cause: { kind: "allowances-clawed-back", reference: line.allocationId } });
  clawedBack.transfer({ instrument, from: account, to: plans, quantity: taken });
  const writes = [
    own.allowanceLinePut(settled),
    own.state(allowancesFacts.allowancesAllocated, { ...envelope, data: allocatedData(plan, settled, grant, topUp) }),
    ...(topUp.gt(0) ? allocated.writes() : []),
    ...(taken.plus(added).gt(0)
      ? [own.state(allowancesFacts.allowancesClawedBack, { ...back, data: clawedBackData(plan, settled, settlement) })]
      : []),
    ...(taken.gt(0) ? clawedBack.writes() : []),
    ...(await obligationWrites(ports, plan, settled, added, envelope)),
  ];
  return { line: settled, writes };
}

function allocatedData(plan: AllowancePlan, line: AllowanceLine, grant: Grant, topUp: Decimal) {
  const { kind, figure, entitled, documentNumber, reason, verified, objectionsUntil } = grant;
  return {
    ...allocationStatedOf(plan, line),
    ...{
      kind,
      figure: plain(figure.tonnes),
      entitledTonnes: plain(entitled),
      tonnes: plain(topUp),
      issuedTonnes: plain(line.issuedTonnes),
    },
    ...(verified && { verifiedTonnes: plain(verified) }),
    ...(line.reportVersion !== undefined && { reportVersion: line.reportVersion }),
    ...{ reason, documentNumber, objectionsUntil, blockReference: blockOf(plan, line) },
  };
}

function clawedBackData(plan: AllowancePlan, line: AllowanceLine, { taken, added }: Settlement) {
  return {
    ...allocationStatedOf(plan, line),
    ...{ entitledTonnes: plain(line.entitledTonnes), tonnes: plain(taken.plus(added)), taken: plain(taken), added: plain(added) },
  };
}

/** What the obligation becomes by what is added to it, or by the plan's last day where it was set before that was published. */
async function obligationWrites(
  { own }: AllocationPorts,
  plan: AllowancePlan,
  { partyId, partyName, creditCode, area, allocationId }: AllowanceLine,
  added: Decimal,
  envelope: ReturnType<typeof factEnvelopeOf>,
): Promise<readonly WriteFragment<never>[]> {
  const { year, market, surrenderBy } = plan;
  const at = envelope.occurredAt;
  const current = await own.obligation(partyId, year);
  const deadlineAt = current && deadlineOfPlan(current, surrenderBy, at);
  if (added.isZero() && deadlineAt === undefined) return [];
  const event: ObligationEvent =
    added.isZero() && deadlineAt !== undefined
      ? { kind: "term", deadlineAt }
      : { kind: "added", tonnes: added, terms: termsUntil(market, surrenderBy, at) };
  const factType = added.gt(0) ? allowancesFacts.allowancesClawedBack.factType : allowancesFacts.allowancesAllocated.factType;
  const because = { factType, reference: allocationId };
  const entity = { partyId, partyName, creditCode, area, year, market };
  return obligationChange(own, { entity, current }, event, { envelope, because }).writes;
}
