import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { steel } from "../../story.ts";
import { sourceOf } from "./rules.ts";

const instrument = "allowance/hubei/2025/2026-12";
const range = { project: "HB-0042-3", first: "1001", last: "1100" };
const of2025 = { partyId: steel.partyId, year: "2025" };
const source = sourceOf("surrender");

/** Facts of the problems of surrender. */
export const surrenderProblemFacts: SampleFacts["ofCode"] = {
  "no-obligation": { ...of2025, source },
  "surrender-above-open": { tonnes: "100", open: "60", source },
  "surrender-exceeds-free": { tonnes: "100", available: "60", pledged: "30", frozen: "10", market: "hubei", source },
  "vintage-expired": { instrument, source },
  "allowance-of-another-market": { instrument: "allowance/national/2025/2026-12", market: "hubei", source },
  "offset-share-exceeded": { tonnes: "1", used: "2363", limit: "2363", source },
  "serial-range-inverted": { ...range, first: "1200" },
  "serials-used": { ...range, usedFirst: "1090", usedLast: "1200", source: sourceOf("serials") },
  "not-frozen": { holdId: "0195a1b2-1800-7000-8000-000000000001", tonnes: "20", frozen: "10", source: sourceOf("frozen") },
  "above-surplus": { tonnes: "20", surplus: "15", retired: "10", source: sourceOf("correction") },
  "not-in-a-market": { ...of2025, source: sourceOf("conservative") },
  "report-not-due": { year: "2025", reportBy: "2026-03-31", source: sourceOf("conservative") },
  "report-stands": { ...of2025, reportState: "verifying", source: sourceOf("conservative") },
};
