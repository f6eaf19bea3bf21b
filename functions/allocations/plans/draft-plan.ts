import type { Call } from "../../../shared/http/api-handler.ts";
import { addMonths, dayOf } from "../../../shared/kernel/calendar.ts";
import { zero } from "../../../shared/kernel/decimal.ts";
import { newId } from "../../../shared/kernel/ids.ts";
import { required } from "../../../shared/kernel/invariant.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { checkFirstShare, defaultFirstShare, instalmentFaults } from "../../../shared/permits/use-fee.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import { type allocationsEndpoints, allocationsFacts } from "../contract.ts";
import defaults from "../plan-defaults.json" with { type: "json" };
import type { AllocationsPorts } from "../ports.ts";
import type { AllocationsRefusal } from "../problems.ts";
import type { Plan, RateTable } from "../rows.ts";
import { sources } from "../rules.ts";
import type { AllocationsStore } from "../store.ts";
import { planStated, planView } from "../views.ts";
import { checkTermAhead } from "./plan-rules.ts";

type DraftCall = Call<typeof allocationsEndpoints.draftAllocationPlan>;

/** Drafts a plan without lines. The rates in force on the first day of its term are copied into it, so that later versions change nothing. */
export function draftAllocationPlan(ports: AllocationsPorts, call: DraftCall) {
  const { own, clock } = ports;
  const { caller, body } = call;
  return runCommand<ReturnType<typeof planView>, AllocationsRefusal>(ports, call, async () => {
    const at = clock.now();
    const terms = { ...body, firstShare: body.firstShare ?? defaultFirstShare };
    const ahead = checkTermAhead(terms, dayOf(at));
    if (!ahead.ok) return ahead;
    const [fault] = instalmentFaults(terms);
    if (fault) return refuse(fault);
    const shared = checkFirstShare(terms);
    if (!shared.ok) return shared;
    const rates = await ratesInForce(own, body);
    if (!rates.ok) return rates;
    const bureau = required(caller.party, "party of the caller");
    const plan: Plan = {
      ...terms,
      planId: newId(at),
      ...{ area: caller.area, bureau: caller.partyId, bureauName: bureau.name, bureauCode: bureau.creditCode },
      lastMonth: addMonths(body.firstMonth, body.years * 12 - 1),
      rateTableVersion: rates.value.version,
      rates: rates.value.rates,
      announcedDays: body.announcedDays ?? defaults.announcedDays.value,
      paymentDays: body.paymentDays ?? defaults.paymentDays.value,
      graceDays: body.graceDays ?? defaults.graceDays.value,
      noticeDays: body.noticeDays ?? defaults.noticeDays.value,
      ...{ state: "drafted", lines: 0, totals: [], feeTotal: zero, draftedAt: at, openObjections: 0, version: 1 },
    };
    const envelope = factEnvelopeOf(caller, at, { parties: [], areas: [plan.area] });
    const { lines, ...data } = planStated(plan);
    return accept({
      response: planView(plan),
      writes: [own.planPut(plan), own.state(allocationsFacts.planDrafted, { ...envelope, data })],
    });
  });
}

/** The newest version of a table that holds on the first day of a term. */
async function ratesInForce(
  own: Pick<AllocationsStore, "everyRates">,
  { rateTableId, firstMonth }: Pick<DraftCall["body"], "rateTableId" | "firstMonth">,
): Promise<Outcome<RateTable, AllocationsRefusal>> {
  for await (const version of own.everyRates(rateTableId)) if (version.validFrom <= `${firstMonth}-01`) return accept(version);
  return refuse({ code: "rates-not-in-force", rateTableId, firstMonth, source: sources.rates });
}
