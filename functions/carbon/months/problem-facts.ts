import type { SampleFacts } from "../../../shared/http/problem-examples.ts";
import { storageSource } from "./sources.ts";

/** Facts of the problems of monthly storage. */
export const monthsProblemFacts: SampleFacts["ofCode"] = {
  "month-not-over": { month: "2026-03", overAt: "2026-03-31T16:00:00.000Z", source: storageSource },
  "report-submitted": { year: "2026", source: storageSource },
  "change-without-reason": { month: "2026-02", state: "stored", source: storageSource },
  "activities-differ": { missing: ["grid"], unknown: ["boiler-2"], source: storageSource },
  "meter-not-in-plan": { activity: "boiler-1", meter: "SCALE-08", planned: "SCALE-07", source: storageSource },
  "unit-not-of-activity": { activity: "boiler-1", unit: "MWh", possible: ["t", "kg"], source: storageSource },
  "calibration-in-future": { activity: "boiler-1", calibratedOn: "2026-03-03", month: "2026-02", source: storageSource },
};
