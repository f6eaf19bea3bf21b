import { dayOf } from "../../../shared/kernel/calendar.ts";
import type { Instant } from "../../../shared/kernel/clock.ts";
import type { Decimal } from "../../../shared/kernel/decimal.ts";
import { accept, type Outcome, refuse } from "../../../shared/kernel/outcome.ts";
import { sourceOf } from "../compliance-rules.ts";
import type { ComplianceRefusal } from "../problems.ts";
import type { Declaration, DeclaredYear } from "./store.ts";

type Checked = Outcome<true, ComplianceRefusal>;

/** Whether a year has begun, so that something was discharged in it. */
export function checkYear(year: string, at: Instant): Checked {
  const today = dayOf(at);
  return year > today.slice(0, 4) ? refuse({ code: "year-not-begun", year, today, source: sourceOf("discharge-report") }) : accept(true);
}

/** Whether the total can include what was discharged above the limits. */
export function checkAmounts({ tonnes, aboveLimitTonnes }: { readonly tonnes: Decimal; readonly aboveLimitTonnes: Decimal }): Checked {
  return aboveLimitTonnes.gt(tonnes)
    ? refuse({ code: "above-limit-part-too-large", tonnes, aboveLimitTonnes, source: sourceOf("bad-days-count") })
    : accept(true);
}

const open: readonly Declaration["state"][] = ["draft", "submitted", "returned"];

/** Whether another version may follow what there is: none is open, and it names the accepted one, with a reason. */
export function checkNextVersion(
  year: DeclaredYear | undefined,
  latest: Declaration | undefined,
  { corrects, correctionReason }: { readonly corrects?: string | undefined; readonly correctionReason?: string | undefined },
): Checked {
  if (latest && open.includes(latest.state))
    return refuse({ code: "declaration-open", declarationId: latest.declarationId, state: latest.state });
  const accepted = year?.acceptedId;
  if (corrects !== accepted) return refuse({ code: "correction-differs", acceptedId: accepted ?? "" });
  return accepted !== undefined && correctionReason === undefined
    ? refuse({ code: "declaration-needs-reason", source: sourceOf("discharge-report") })
    : accept(true);
}

/** Whether a person may decide on a declaration: nobody who worked on it. */
export function checkOwnWork({ workedOnBy }: Pick<Declaration, "workedOnBy">, subject: string): Checked {
  return workedOnBy.includes(subject) ? refuse({ code: "own-work", by: subject }) : accept(true);
}

/** Those who worked on a declaration, with one more. */
export function joinedBy(workedOnBy: readonly string[], subject: string): readonly string[] {
  return [...new Set([...workedOnBy, subject])];
}
