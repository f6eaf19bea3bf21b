import { addressStore } from "../../functions/notices/addresses/store.ts";
import { api } from "../../functions/notices/api.ts";
import type { ChannelName } from "../../functions/notices/channels.ts";
import { deliveryMessage } from "../../functions/notices/contract.ts";
import type { Carried, Carrier, OutgoingMessage } from "../../functions/notices/delivery/carrier.ts";
import { type DeliverPorts, deliver } from "../../functions/notices/delivery/deliver.ts";
import { noticeTexts } from "../../functions/notices/notice-texts.ts";
import { type NotifyPorts, notify } from "../../functions/notices/notify.ts";
import { noticeWords } from "../../functions/notices/words.ts";
import type { Fact } from "../../shared/kernel/fact.ts";
import { memberReader } from "../../shared/members/members.ts";
import { openTable } from "../../shared/store/table.ts";
import { queueConsumer } from "../../shared/streams/queue-consumer.ts";
import { openQueue } from "../../shared/streams/queues.ts";
import type { TestClock } from "./clock.ts";
import type { Engine } from "./engine.ts";
import { type Answer, frontDoor, type Request } from "./front-door.ts";
import { grantedOn, type Settings } from "./granted.ts";
import { freshQueue, queueEvent } from "./queues.ts";

/** Notices with a queue of their own, and carriers that keep what they are given. */
export interface PostOffice {
  readonly ports: DeliverPorts;
  /** The API of notices. */
  call(request: Request): Promise<Answer>;
  /** Handles a fact as its consumer does. */
  tell(fact: Fact): Promise<void>;
  /** Bodies of the messages that wait, taken from the queue. */
  take(): Promise<string[]>;
  /** Delivers these messages as the queue's consumer does, all in one batch; returns how many failed. */
  deliver(bodies: readonly string[]): Promise<number>;
  /** Takes and delivers every message that waits; returns how many failed. */
  run(): Promise<number>;
  /** What the carriers took, in order. */
  readonly sent: (OutgoingMessage & { readonly channel: ChannelName })[];
  /** What the carriers do with the next messages; they take every other one. */
  readonly next: (Error | Carried)[];
  /** Sets and confirms an address of a person. */
  confirmed(subject: string, channel: ChannelName, address: string): Promise<void>;
}

/** Opens a post office on an engine. */
export async function openPostOffice(engine: Engine, clock: TestClock, settings: Partial<Settings> = {}): Promise<PostOffice> {
  const queue = await freshQueue();
  const granted = await grantedOn(engine, clock, settings);
  const call = frontDoor(api.open({ ...granted, queues: { ...granted.queues, deliveries: queue.queueUrl } }));
  const table = openTable(engine.dynamo, engine.tables.Notices);
  const sent: PostOffice["sent"] = [];
  const next: PostOffice["next"] = [];
  const carrier = (channel: ChannelName): Carrier => ({
    async send(message) {
      const wanted = next.shift();
      if (wanted instanceof Error) throw wanted;
      if (wanted?.kind === "refused") return wanted;
      sent.push({ ...message, channel });
      return { kind: "sent", carrierId: `c-${sent.length}` };
    },
  });
  const common = { dynamo: engine.dynamo, addresses: addressStore(table), words: noticeWords(noticeTexts) };
  const ports: DeliverPorts = {
    ...{ ...common, clock, notices: table, carriers: { mail: carrier("mail"), sms: carrier("sms") } },
    members: memberReader(engine.dynamo, engine.tables.Parties),
  };
  const notifying: NotifyPorts = { ...common, table: table.name, deliveries: openQueue(queue.sqs, queue.queueUrl) };
  const consumer = queueConsumer(deliveryMessage, (message) => deliver(ports, message));

  const office: PostOffice = {
    ...{ ports, call, sent, next },
    tell: (fact) => notify(notifying, fact),
    take: () => queue.take(),
    deliver: async (bodies) => (await consumer(...queueEvent(bodies))).batchItemFailures.length,
    run: async () => office.deliver(await queue.take()),
    async confirmed(subject, channel, address) {
      const path = `/notices/addresses/${channel}`;
      const set = await call({ as: subject, method: "PUT", path, body: { address } });
      if (set.status !== 200) throw new Error(JSON.stringify(set.body));
      await office.run();
      const confirmation = {
        as: subject,
        method: "POST",
        path: `${path}/confirmation`,
        body: { code: codeIn(sent.at(-1)?.text) },
      } as const;
      const answer = await call(confirmation);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    },
  };
  return office;
}

/** The code in a message's text. */
export function codeIn(text: string | undefined): string {
  return /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(text ?? "")?.[0] ?? "";
}
