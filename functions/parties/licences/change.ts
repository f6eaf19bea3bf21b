import type { PlainDate } from "../../../shared/kernel/calendar.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { licenceChangeRule } from "../../../shared/members/licence-rules.ts";
import type { Site } from "../../../shared/members/sites.ts";
import type { LicenceRefusal } from "../problems-licences.ts";

/** Whether a change of a licence can be recorded, by the table of kinds; the others name the rule that stands against them. */
export function checkLicenceChange(
  { state, licenceNumber }: Pick<Site, "state" | "licenceNumber">,
  { kind, changedOn }: { readonly kind: string; readonly changedOn: PlainDate },
  today: PlainDate,
): Outcome<true, LicenceRefusal> {
  if (state === "licence-lost") return refuse({ code: "licence-lost", licenceNumber });
  const { effect, source } = licenceChangeRule(kind);
  if (effect === "not-transferable") return refuse({ code: "licence-not-transferable", licenceNumber, source });
  if (effect === "new-licence-needed") return refuse({ code: "new-licence-needed", kind, licenceNumber, source });
  return changedOn > today ? refuse({ code: "change-in-future", changedOn, today }) : accept(true);
}
