import type { Instant } from "../../../shared/kernel/clock.ts";
import { formatFen, plain } from "../../../shared/kernel/decimal.ts";
import type { PollutantTonnes } from "../../../shared/permits/use-fee.ts";
import { factEnvelopeOf } from "../../../shared/store/fact-store.ts";
import type { Instalment, Line } from "../rows.ts";
import { allocationStatedOf, areasOf } from "../views.ts";
import { type Pending, permitsOf } from "./pending.ts";
import { payByOf } from "./schedule.ts";

/** Who does something to an allocation: a person, with the second one where two are needed, or a function. */
export interface By {
  readonly subject: string;
  readonly approvedBy?: string | undefined;
}

/**
 * The envelope of a fact about the next change of an allocation. Its id names the version of the row that the change makes: what is done once
 * is stated once, whoever does it.
 */
export function envelopeOf({ plan, line }: Pick<Pending, "plan" | "line">, factType: string, by: By, at: Instant, part = "") {
  const about = { parties: [line.partyId], areas: areasOf(plan, line) };
  return { ...factEnvelopeOf(by, at, about), factId: `${factType}.${line.allocationId}.${line.version + 1}${part}` };
}

/** What a fact about one instalment says. */
export function instalmentStated({ plan, line }: Pick<Pending, "plan" | "line">, instalment: Instalment) {
  const { number, amount } = instalment;
  return { ...allocationStatedOf(plan, line), number, amountCny: formatFen(amount), payBy: payByOf(instalment) };
}

/** Permits of a line as facts list them. */
export function permitsStated(line: Pick<Line, "amounts">, list: readonly PollutantTonnes[]) {
  return permitsOf(line, list).map(({ tonnes, ...rest }) => ({ ...rest, tonnes: plain(tonnes) }));
}
