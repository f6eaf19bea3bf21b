import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { changeSource } from "./rules.ts";

const registrationNumber = "EZ-0123456789-000001";
const objectionId = "0195a1b2-1a00-7000-8000-000000000003";

/** Facts of the problems of changes. */
export const changesProblemFacts: SampleFacts["ofCode"] = {
  "change-outdated": { changeId: "0195a1b2-1a00-7000-8000-000000000001" },
  "junior-consent-needed": { juniors: ["EZ-0123456789-000002"], source: changeSource("raise") },
  "extension-not-later": { until: "2029-03-31", now: "2029-03-31", source: changeSource("extension") },
  "too-many-parts": { most: 6, source: changeSource("addition") },
  "already-on-slice": { sliceId: "5f1c9a3e7b2d4c6f8a0b1c2d3e4f5a6b", source: changeSource("addition") },
  "assignee-unknown": { creditCode: "91420700MA0000111P", source: changeSource("assignment") },
  "not-behind": { aheadNumber: "EZ-0123456789-000002", source: changeSource("subordination") },
  "registration-unknown": { registrationNumber: "EZ-0123456789-000099" },
  "own-registration": { registrationNumber, source: changeSource("objection") },
  "objection-stands": { objectionId, source: changeSource("objection") },
  "too-many-objections": { registrationNumber, most: 10, source: changeSource("objection") },
  "objection-too-late": { objectionId, due: "2026-03-09T16:00:00.000Z", source: changeSource("objection") },
};
