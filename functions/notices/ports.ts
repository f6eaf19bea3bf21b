import type { Deployed } from "../../shared/deployment/deployed.ts";
import type { Clock } from "../../shared/kernel/clock.ts";
import type { CommandPorts } from "../../shared/store/command.ts";
import { openTable, type Table } from "../../shared/store/table.ts";
import { openQueue, type Queue, queueClient } from "../../shared/streams/queues.ts";
import { type AddressStore, addressStore } from "./addresses/store.ts";
import { type ChannelName, channels } from "./channels.ts";
import type { DeliveryMessage } from "./contract.ts";
import type { notices } from "./deployment.ts";
import { noticeTexts } from "./notice-texts.ts";
import { type NoticeWords, noticeWords } from "./words.ts";

/** Dependencies of the API of notices. */
export interface NoticesPorts extends CommandPorts {
  readonly clock: Clock;
  readonly notices: Table;
  readonly addresses: AddressStore;
  readonly deliveries: Queue<DeliveryMessage>;
  readonly words: NoticeWords;
  /** Channels that this deployment sends on. */
  readonly offered: readonly ChannelName[];
}

/** The ports over what the API function is granted. */
export function noticesPorts({
  dynamo,
  clock,
  tables,
  queues,
  settings,
}: Deployed<(typeof notices.functions)["notices-api"]>): NoticesPorts {
  const table = openTable(dynamo, tables.Notices);
  const named = settings.noticeChannels.split(",");
  return {
    ...{ dynamo, clock, own: table, notices: table, addresses: addressStore(table), words: noticeWords(noticeTexts) },
    deliveries: openQueue(queueClient(), queues.deliveries),
    offered: channels.filter((channel) => named.includes(channel)),
  };
}
