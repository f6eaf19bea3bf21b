import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { story } from "../../story.ts";

/** Facts of the problems of reading the data of others. */
export const readingsProblemFacts: SampleFacts["ofCode"] = {
  "purpose-missing": { operation: "listTrades" },
  "investigation-not-allowed": { role: "district" },
  "reading-over": { recordedAt: story.settledAt, until: story.afterwards },
};
