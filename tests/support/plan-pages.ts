import type { PlanPage } from "../../functions/allocations/contract.ts";
import { doPlanPage } from "../../functions/allocations/plans/plan-page.ts";
import { type PagePorts, pagePorts } from "../../functions/allocations/ports.ts";
import type { Granted } from "./granted.ts";

/** The worker of pages, whose queue is a list. */
export function pageWorker(granted: Granted, asked: PlanPage[]): PagePorts {
  return { ...pagePorts(granted), pages: { send: async (pages) => void asked.push(...pages) } };
}

/** Does one step with all lines of a plan, page by page; how many messages that took. */
export async function doPagesOf(granted: Granted, planId: string, step: PlanPage["step"]): Promise<number> {
  const asked: PlanPage[] = [{ planId, step }];
  const ports = pageWorker(granted, asked);
  let done = 0;
  for (let page = asked.shift(); page; page = asked.shift()) {
    await doPlanPage(ports, page);
    done += 1;
  }
  return done;
}
