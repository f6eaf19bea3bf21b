import { mrvRules } from "../../../shared/carbon/mrv-rules.ts";
import { bilingual } from "../../../shared/kernel/message.ts";
import type { Bilingual } from "../../../shared/kernel/problem.ts";
import { sources } from "./rules.ts";
import type { ValueFault, valueFaultCodes } from "./shapes.ts";

/** Code of what can be wrong with a value. */
export type ValueFaultCode = (typeof valueFaultCodes)[number];

/** Documents of the rules, by code; the report's own rule where none is named. */
const documents: Partial<Record<ValueFaultCode, Bilingual>> = {
  "unit-suspect": mrvRules.unitSuspectRatio.source,
  "jump-unexplained": mrvRules.yearOnYearJump.source,
  "line-missing": mrvRules.yearOnYearJump.source,
  "no-factor": bilingual(sources.factors),
  "invoice-twice": bilingual(sources.evidence),
  "invoice-elsewhere": bilingual(sources.evidence),
};

/** A fault of a value: `index` is its place in the list that the pointer names, absent for the report as a whole. */
export function fault(
  code: ValueFaultCode,
  { pointer, index, found, zh, en }: Bilingual & { readonly pointer: string; readonly index?: number; readonly found: string },
): ValueFault {
  const source = documents[code] ?? bilingual(sources.report);
  return { pointer, line: index === undefined ? 0 : index + 1, code, found, expected: { zh, en }, source };
}
