import { problemDocument } from "../../../shared/http/problems.ts";
import { refuse } from "../../../shared/kernel/outcome.ts";
import type { LineFault } from "../problems.ts";
import { type LineRefusal, lineProblems } from "../problems-lines.ts";

/** A refusal of one line of a call. */
export interface RefusedLine {
  /** Line of the call, the first is 1. */
  readonly line: number;
  /** Where it stands in the call. */
  readonly pointer: string;
  readonly licenceNumber: string;
  readonly refusal: LineRefusal;
}

/** Refuses a call for everything that is wrong with its lines, each with its text in both languages. */
export function linesRefused(refused: readonly RefusedLine[]) {
  return refuse({ code: "lines-refused", refused: refused.length, faults: refused.map(faultOf) });
}

function faultOf({ line, pointer, licenceNumber, refusal }: RefusedLine): LineFault {
  const textIn = (language: "zh" | "en"): string => problemDocument(lineProblems, refusal, { language, instance: "" }).detail;
  return { line, pointer, licenceNumber, code: refusal.code, source: refusal.source, zh: textIn("zh"), en: textIn("en") };
}
