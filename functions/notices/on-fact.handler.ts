import { factsWithNotice } from "../../shared/deployment/context.ts";
import { openTable } from "../../shared/store/table.ts";
import { everyFactHandler } from "../../shared/streams/functions.ts";
import { openQueue, queueClient } from "../../shared/streams/queues.ts";
import { factsByKind } from "../subscribed-facts.ts";
import { addressStore } from "./addresses/store.ts";
import { notices } from "./deployment.ts";
import { noticeTexts } from "./notice-texts.ts";
import { notify } from "./notify.ts";
import { noticeWords } from "./words.ts";

/** Notifies members of facts that concern them. */
export const handler = everyFactHandler(
  notices.functions["notices-on-fact"],
  factsByKind[factsWithNotice],
  ({ dynamo, tables, queues }) => {
    const ports = {
      ...{ dynamo, table: tables.Notices, words: noticeWords(noticeTexts), addresses: addressStore(openTable(dynamo, tables.Notices)) },
      deliveries: openQueue(queueClient(), queues.deliveries),
    };
    return (fact) => notify(ports, fact);
  },
);
