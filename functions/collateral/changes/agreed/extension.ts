import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { brokenTermRule } from "../../pledges/pledging-rules.ts";
import { changeSource } from "../rules.ts";
import type { Decide } from "./decided.ts";

/** A later end of the debt, as often as it is agreed: the longest term for the kind of asset counts from the day of each extension. */
export const extension: Decide<"extension"> = async (_ports, pledge, { until }, at) => {
  if (until <= pledge.until) return refuse({ code: "extension-not-later", until, now: pledge.until, source: changeSource("extension") });
  for (const part of pledge.parts) {
    const broken = brokenTermRule({ part, from: dayOf(at), until, at });
    if (broken) return refuse(broken);
  }
  return accept({ change: { until }, changed: [] });
};
