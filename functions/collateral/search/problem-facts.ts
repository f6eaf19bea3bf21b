import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { story } from "../../story.ts";

/** Facts of the problems of search. */
export const searchProblemFacts: SampleFacts["ofCode"] = {
  "search-value-invalid": { by: "creditCode", value: "91420700MA0000015F" },
  "search-instrument-unused": { by: "number" },
  "search-instant-to-come": { at: story.nextDay, now: story.afterwards },
  "search-too-broad": { positions: 100 },
};
