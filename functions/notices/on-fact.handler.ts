import { everyFactHandler } from "../../shared/streams/functions.ts";
import { contexts } from "../registry.ts";
import { mail, outbox, sms } from "./channels.ts";
import { notices } from "./deployment.ts";
import { noticeWords, notify } from "./notify.ts";

/** Notifies members of facts that concern them. */
export const handler = everyFactHandler(notices.functions["notices-on-fact"], contexts, ({ dynamo, tables }) => {
  const ports = { dynamo, table: tables.Notices, words: noticeWords(contexts) };
  const delivery = { channels: [mail, sms], carrier: outbox(dynamo, tables.Notices) };
  return (fact) => notify(ports, delivery, fact);
});
