import type { AllowancePage } from "../../functions/carbon/allowances/contract.ts";
import { doAllowancePage } from "../../functions/carbon/allowances/plans/plan-page.ts";
import { type AllowancePagePorts, allowancePagePorts } from "../../functions/carbon/allowances/ports.ts";
import type { Granted } from "./granted.ts";

/** The worker of pages of allowance plans, whose queue is a list. */
export function allowancePageWorker(granted: Granted, asked: AllowancePage[]): AllowancePagePorts {
  return { ...allowancePagePorts(granted), pages: { send: async (pages) => void asked.push(...pages) } };
}

/** Does one step with all entities of a plan, page by page; how many messages that took. */
export async function doAllowancePagesOf(granted: Granted, planId: string, step: AllowancePage["step"]): Promise<number> {
  const asked: AllowancePage[] = [{ planId, step }];
  const ports = allowancePageWorker(granted, asked);
  let done = 0;
  for (let page = asked.shift(); page; page = asked.shift()) {
    await doAllowancePage(ports, page);
    done += 1;
  }
  return done;
}
