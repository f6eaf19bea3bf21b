import { subscribedFacts } from "../../shared/deployment/derive.ts";
import { everyFactHandler } from "../../shared/streams/functions.ts";
import { contexts } from "../registry.ts";
import { mail, outbox, sms } from "./channels.ts";
import { notices } from "./deployment.ts";
import { noticeWords, notify } from "./notify.ts";

const definition = notices.functions["notices-on-fact"];
const notified = subscribedFacts(definition, contexts).map(({ schema }) => schema);

/** Notifies members of facts that concern them. */
export const handler = everyFactHandler(definition, notified, ({ dynamo, tables }) => {
  const ports = { dynamo, table: tables.Notices, words: noticeWords(contexts) };
  const delivery = { channels: [mail, sms], carrier: outbox(dynamo, tables.Notices) };
  return (fact) => notify(ports, delivery, fact);
});
