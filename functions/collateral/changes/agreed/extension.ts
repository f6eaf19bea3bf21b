import { dayOf } from "../../../../shared/kernel/calendar.ts";
import { accept, refuse } from "../../../../shared/kernel/outcome.ts";
import { registersOf } from "../../pledges/change-pledge.ts";
import { brokenTermRule } from "../../pledges/pledging-rules.ts";
import { slicesOf } from "../../register/register.ts";
import { changeSource } from "../rules.ts";
import type { Decide } from "./decided.ts";

/** A later end of the debt, as often as it is agreed: the longest term for the kind of asset counts from the day of each extension. */
export const extension: Decide<"extension"> = async (ports, pledge, { until }, at) => {
  if (until <= pledge.until) return refuse({ code: "extension-not-later", until, now: pledge.until, source: changeSource("extension") });
  // What has expired or was released of it limits nothing any more.
  const registers = await registersOf(ports, pledge);
  for (const { instrument, slices } of registers) {
    if (slicesOf(slices, pledge.pledgeId).length === 0) continue;
    const broken = brokenTermRule({ part: { instrument }, from: dayOf(at), until, at });
    if (broken) return refuse(broken);
  }
  return accept({ change: { until }, changed: [] });
};
