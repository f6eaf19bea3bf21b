import { messageOf } from "../../../shared/kernel/message.ts";
import data from "./control-plan-rules.json" with { type: "json" };

/** Document and article of the rules of control plans, each as a message in both languages. */
export const controlPlanSources = { plan: messageOf(data.rules.plan), conservative: messageOf(data.rules.conservative) } as const;
