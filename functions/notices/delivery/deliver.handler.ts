import { memberReader } from "../../../shared/members/members.ts";
import { openTable } from "../../../shared/store/table.ts";
import { messageHandler } from "../../../shared/streams/functions.ts";
import { addressStore } from "../addresses/store.ts";
import { notices } from "../deployment.ts";
import { noticeTexts } from "../notice-texts.ts";
import { noticeWords } from "../words.ts";
import { awsCarriers } from "./aws-carriers.ts";
import { deliver } from "./deliver.ts";

/** Queue `deliveries`: sends one notice or one code to one address per message. */
export const handler = messageHandler(notices.functions["notices-deliver"], ({ dynamo, clock, tables, settings }) => {
  const table = openTable(dynamo, tables.Notices);
  const ports = {
    ...{ dynamo, clock, notices: table, addresses: addressStore(table), words: noticeWords(noticeTexts) },
    members: memberReader(dynamo, tables.Parties),
    carriers: awsCarriers(settings.mailSender),
  };
  return (message) => deliver(ports, message);
});
