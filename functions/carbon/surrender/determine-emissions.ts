import { marketOf, reportDay } from "../../../shared/carbon/markets.ts";
import { requiredTonnes } from "../../../shared/carbon/obligation.ts";
import type { Call } from "../../../shared/http/api-handler.ts";
import { endOfDay } from "../../../shared/kernel/calendar.ts";
import { plain } from "../../../shared/kernel/decimal.ts";
import { accept, refuse } from "../../../shared/kernel/outcome.ts";
import { scopeOf } from "../../../shared/members/scope.ts";
import { runCommand } from "../../../shared/store/command.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { AllowancePorts } from "../ports.ts";
import type { CarbonRefusal } from "../problems.ts";
import { type Report, reportIdOf } from "../reports/store.ts";
import type { surrenderEndpoints } from "./contract.ts";
import { surrenderFacts } from "./contract-facts.ts";
import { obligationChange } from "./obligation.ts";
import { sourceOf } from "./rules.ts";
import { surrenderTerms } from "./terms.ts";
import { type ObligationView, obligationView } from "./views.ts";

type Body = Call<typeof surrenderEndpoints.determineEmissions>["body"];

/**
 * Sets a conservative figure for a year whose report was not filed by its day, or was rejected and not filed again. A report that is accepted
 * later takes its place.
 */
export function determineEmissions(ports: AllowancePorts, call: Call<typeof surrenderEndpoints.determineEmissions>) {
  const { clock, own, members } = ports;
  const { caller, params, body } = call;
  const { partyId, year } = params;
  const { tco2, ground, documentNumber, reason } = body;
  return runCommand<ObligationView, CarbonRefusal>(ports, call, async () => {
    // The obligation first: a report that is accepted meanwhile changes it, and the figure is decided on again.
    const current = await own.obligation(partyId, year);
    const [party, listed, report] = await Promise.all([members.party(partyId), own.keyEntity(params), own.reportAt(reportIdOf(params))]);
    if (!party || !scopeOf(caller).answersFor(party.area)) return refuse({ code: "not-found" });
    const source = sourceOf("conservative");
    if (!listed || listed.market === "none") return refuse({ code: "not-in-a-market", partyId, year, source });
    const { market } = listed;
    const at = clock.now();
    const reportBy = reportDay(marketOf(market), year);
    if (at < endOfDay(reportBy)) return refuse({ code: "report-not-due", year, reportBy, source });
    if (groundOf(report) !== ground) return refuse({ code: "report-stands", partyId, year, reportState: report?.state ?? "none", source });
    const { name: partyName, creditCode, area } = party;
    const entity = { partyId, partyName, creditCode, area, year, market };
    const envelope = factEnvelopeOf(caller, at, { parties: [partyId], areas: [area] });
    const required = requiredTonnes(tco2, marketOf(market).obligation.rounding);
    const because = { factType: surrenderFacts.emissionsDetermined.factType, reference: envelope.factId };
    const event = { kind: "determined", requiredTonnes: required, terms: await surrenderTerms(own, entity, at) } as const;
    const after = obligationChange(own, { entity, current }, event, { envelope, because });
    const data = { ...entity, tco2: plain(tco2), requiredTonnes: plain(required), ground, reason, documentNumber };
    return accept({
      response: obligationView(after.obligation),
      writes: [own.state(surrenderFacts.emissionsDetermined, { ...envelope, data }), ...after.writes],
    });
  });
}

/** Why a figure may be set beside a report: none was submitted, or one was rejected or reopened and not filed again. Undefined: it stands. */
function groundOf(report: Report | undefined): Body["ground"] | undefined {
  switch (report?.state) {
    case undefined:
      return "no-report";
    case "draft":
      return report.reportVersion === 1 ? "no-report" : "report-rejected";
    case "rejected":
    case "reopened":
      return "report-rejected";
    default:
      return undefined;
  }
}
