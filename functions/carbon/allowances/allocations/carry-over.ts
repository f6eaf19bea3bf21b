import { allowanceTerm } from "../../../../shared/carbon/instruments.ts";
import type { Call } from "../../../../shared/http/api-handler.ts";
import { dayOf } from "../../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../../shared/kernel/clock.ts";
import { Decimal, plain } from "../../../../shared/kernel/decimal.ts";
import { next } from "../../../../shared/kernel/lifecycle.ts";
import { accept, type Outcome, refuse } from "../../../../shared/kernel/outcome.ts";
import { partyAccount, striped } from "../../../../shared/ledger/account.ts";
import { type Instrument, isExpired } from "../../../../shared/ledger/instrument.ts";
import { runCommand } from "../../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../../shared/store/fact-store.ts";
import { type allowancesEndpoints, allowancesFacts } from "../contract.ts";
import { allowancesLifecycles } from "../lifecycles.ts";
import { checkVintage } from "../plans/decide-plan.ts";
import type { AllocationPorts } from "../ports.ts";
import type { AllowancesRefusal } from "../problems.ts";
import type { AllowanceLine, AllowancePlan, CarryOverRule } from "../rows.ts";
import { sources } from "../rules.ts";
import { allocationStatedOf, allowanceLineView, areasOfAllocation, blockOf, instrumentOfPlan } from "../views.ts";
import { allocationAt } from "./allocation-of-bureau.ts";

/** Converts free allowances of an earlier vintage into the plan's, which issues nothing: the earlier ones end in the same entry. */
export function carryOverAllowances(ports: AllocationPorts, call: Call<typeof allowancesEndpoints.carryOverAllowances>) {
  const { own, clock, ledger } = ports;
  const { caller, params, body } = call;
  return runCommand<ReturnType<typeof allowanceLineView>, AllowancesRefusal>(ports, call, async () => {
    const found = await allocationAt(own, params.allocationId);
    if (found?.line.publishedAt === undefined || found.line.partyId !== caller.partyId) return refuse({ code: "not-found" });
    const { plan, line } = found;
    const inForce = next(allowancesLifecycles.allowancePlan, plan.state, "carryOverAllowances");
    if (!inForce.ok) return inForce;
    const at = clock.now();
    const lasting = checkVintage(plan, at);
    if (!lasting.ok) return lasting;
    const { instrument: fromInstrument, tonnes } = body;
    const rule = ruleFor(plan, fromInstrument, at);
    if (!rule.ok) return rule;
    const left = carryOverLeft(rule.value, line);
    if (tonnes.gt(left)) {
      return refuse({ code: "carry-over-exceeded", tonnes: plain(tonnes), leftTonnes: plain(left), source: sources.carryOver });
    }
    const carried: AllowanceLine = { ...line, carriedTonnes: line.carriedTonnes.plus(tonnes), version: line.version + 1 };
    const envelope = factEnvelopeOf(caller, at, { parties: [line.partyId], areas: areasOfAllocation(plan, line) });
    const account = partyAccount(line.partyId);
    const issue = striped("issue", line.partyId);
    const entry = ledger.newEntry<AllowancesRefusal>({
      ...envelope,
      cause: { kind: "allowances-carried-over", reference: line.allocationId },
    });
    const shortage = { code: "allowances-not-free", instrument: fromInstrument, tonnes: plain(tonnes), source: sources.carryOver } as const;
    entry.transfer({ instrument: fromInstrument, from: account, to: issue, quantity: tonnes, shortage });
    entry.transfer({ instrument: instrumentOfPlan(plan), from: issue, to: account, quantity: tonnes });
    entry.delivers(account, instrumentOfPlan(plan), blockOf(plan, carried));
    const data = {
      ...allocationStatedOf(plan, carried),
      ...{ fromInstrument, tonnes: plain(tonnes), blockReference: blockOf(plan, carried), carriedTonnes: plain(carried.carriedTonnes) },
    };
    return accept({
      response: allowanceLineView(carried),
      writes: [own.allowanceLinePut(carried), own.state(allowancesFacts.allowancesCarriedOver, { ...envelope, data }), ...entry.writes()],
    });
  });
}

/** The rule by which a plan converts an instrument at an instant. */
function ruleFor(plan: AllowancePlan, instrument: Instrument, at: Instant): Outcome<CarryOverRule, AllowancesRefusal> {
  const term = allowanceTerm(instrument);
  const { carryOver, market, planId } = plan;
  const offered =
    carryOver !== undefined &&
    term?.market === market &&
    term.vintage === carryOver.fromVintage &&
    dayOf(at) <= carryOver.until &&
    !isExpired(instrument, at);
  return offered ? accept(carryOver) : refuse({ code: "carry-over-not-offered", planId, instrument, source: sources.carryOver });
}

/** Whole tonnes that an entity may still convert: the share of its entitlement, rounded down, and the plan's tonnes on top. */
export function carryOverLeft(
  { share, plusTonnes }: Pick<CarryOverRule, "share" | "plusTonnes">,
  { entitledTonnes, carriedTonnes }: Pick<AllowanceLine, "entitledTonnes" | "carriedTonnes">,
): Decimal {
  const limit = entitledTonnes.times(share).toDecimalPlaces(0, Decimal.ROUND_DOWN).plus(plusTonnes);
  return Decimal.max(limit.minus(carriedTonnes), 0);
}
