import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { checker, steel, story } from "../../story.ts";
import { verificationSources } from "./sources.ts";

/** Facts of the problems of verification. */
export const verificationProblemFacts: SampleFacts["ofCode"] = {
  "verifier-tied": {
    ...{ tie: "years-in-a-row", verifierName: checker.name, yearsInARow: 4, mostYears: 3 },
    source: verificationSources.assignment,
  },
  "not-a-verifier": { verifierId: steel.partyId, found: "enterprise", source: verificationSources.assignment },
  "line-unknown": { line: 3, lines: 2, source: verificationSources.finding },
  "conservative-too-low": {
    ...{ line: 1, reportedTco2: "17417.5", reportedTce: "7143" },
    source: verificationSources.conservative,
  },
  "conservative-stands": { line: 1, source: verificationSources.conservative },
  "too-many-findings": { most: 40, source: verificationSources.finding },
  "answer-late": { answerBy: story.payBy, source: verificationSources.finding },
  "response-late": { respondBy: story.payBy, source: verificationSources.conclusion },
  "response-given": { given: "agreed", source: verificationSources.conclusion },
  "no-request": { source: verificationSources.conclusion },
  "verifier-needed": { source: verificationSources.conclusion },
  "result-not-final": { awaits: "response", until: story.payBy, source: verificationSources.conclusion },
};
