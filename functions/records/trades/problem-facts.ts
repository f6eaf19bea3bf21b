import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { story } from "../../story.ts";

const instrument = "permit/SO2/ezhou/2027-01/2031-12";

/** Facts of the problems of trade records. */
export const tradesProblemFacts: SampleFacts["ofCode"] = {
  "range-inverted": { from: story.afterwards, before: story.begins },
  "figures-inverted": { of: "price", least: "4300", most: "4200" },
  "instrument-unknown": { instrument },
  "instrument-of-other-pollutant": { instrument, pollutant: "COD" },
  "combination-unsupported": { asked: ["auction", "kind", "party"] },
};
