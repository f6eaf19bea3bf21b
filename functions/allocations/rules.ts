import { messageOf } from "../../shared/kernel/message.ts";
import data from "./allocation-rules.json" with { type: "json" };

const { rules } = data;

/** Document and article of the rules that refusals name, each as a message in both languages. */
export const sources = {
  cap: messageOf(rules.cap),
  route: messageOf(rules.route),
  amounts: messageOf(rules.amounts),
  term: messageOf(rules.term),
  rates: messageOf(rules.rates),
  licence: messageOf(rules.licence),
  licenceAmount: messageOf(rules.licenceAmount),
  licenceHolder: messageOf(rules.licenceHolder),
  notice: messageOf(rules.notice),
} as const;
