import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Clock, plusSeconds } from "../../../shared/kernel/clock.ts";
import type { MemberReader } from "../../../shared/members/members.ts";
import type { Table } from "../../../shared/store/table.ts";
import { commit } from "../../../shared/store/transaction.ts";
import { codeMinutes, newCode } from "../addresses/code.ts";
import type { AddressReference } from "../addresses/rows.ts";
import type { AddressStore } from "../addresses/store.ts";
import type { DeliveryMessage } from "../contract.ts";
import { noticeCodec, noticeKey } from "../store.ts";
import type { NoticeWords } from "../words.ts";
import type { Carriers, OutgoingMessage } from "./carrier.ts";
import { codeText, masked, messageTo } from "./message.ts";
import { type Delivery, deliveryCodec, deliveryKey } from "./rows.ts";

/** Dependencies of delivering. */
export interface DeliverPorts {
  readonly dynamo: DynamoDBClient;
  readonly clock: Clock;
  /** The table of notices. */
  readonly notices: Table;
  readonly addresses: AddressStore;
  readonly members: Pick<MemberReader, "member">;
  readonly words: Pick<NoticeWords, "textOf" | "kinds">;
  readonly carriers: Carriers;
}

/** Seconds for which a delivery belongs to whoever is sending it: longer than the function can run. */
const sendingSeconds = 90;

/** Somebody else is sending the same message; a retry finds out how that ended. */
export class DeliveryInProgress extends Error {
  override readonly name = "DeliveryInProgress";
}

/** Delivers one message of the queue to the address it names, if its person still acts for the member and still wants it. */
export async function deliver(ports: DeliverPorts, message: DeliveryMessage): Promise<void> {
  // Whoever was removed from a member, or went to another, is told nothing more about it.
  const member = await ports.members.member(message.subject);
  if (member?.partyId !== message.partyId) return;
  await (message.kind === "code" ? deliverCode(ports, message) : deliverNotice(ports, message, message.noticeId));
}

/**
 * Makes a code for an address that waits for one, and sends it. It exists here and in the message only: what is stored is its hash. A repeat
 * before it was sent makes a new one, a repeat afterwards does nothing.
 */
async function deliverCode({ dynamo, clock, addresses, carriers }: DeliverPorts, reference: AddressReference): Promise<void> {
  const candidate = await addresses.candidate(reference);
  if (!candidate || candidate.codeSentAt !== undefined) return;
  const { code, ...stored } = await newCode();
  const version = candidate.version + 1;
  const coded = { ...candidate, ...stored, codeUntil: plusSeconds(clock.now(), codeMinutes * 60), version };
  // Stored first: a code that arrives always counts.
  const kept = await commit(dynamo, [addresses.candidatePut(coded)]);
  if (kept.kind !== "committed") throw new DeliveryInProgress(`the ${reference.channel} address changed`);
  const { channel, address } = candidate;
  const told = { messageId: `code.${version}.${stored.codeSalt}`, ...codeText(code, codeMinutes) };
  await carriers[channel].send(messageTo(channel, address, told));
  // If the person has confirmed it meanwhile, there is nothing left to note.
  await commit(dynamo, [addresses.candidatePut({ ...coded, codeSentAt: clock.now(), version: version + 1 })]);
}

/** Sends a notice to one address, once: the delivery's row says who is sending it and how it ended. */
async function deliverNotice(ports: DeliverPorts, reference: AddressReference, noticeId: string): Promise<void> {
  const { notices, addresses, words } = ports;
  const [notice, address] = await Promise.all([
    notices.read(noticeKey(reference.partyId, noticeId), noticeCodec.decode),
    addresses.address(reference),
  ]);
  const heading = notice && words.textOf(notice.factType)?.heading;
  if (!notice || !address || !heading) return;
  if (address.unwanted.includes(notice.kind) && !words.kinds.get(notice.kind)?.legallyRequired) return;
  const { channel, subject } = reference;
  const told = { messageId: `${channel}.${noticeId}.${subject}`, heading, text: notice };
  await sendOnce(ports, reference, noticeId, messageTo(channel, address.address, told));
}

/** Takes the delivery, sends the message, and notes how that ended. A failure is noted and thrown, so that the queue retries it. */
async function sendOnce(ports: DeliverPorts, reference: AddressReference, noticeId: string, message: OutgoingMessage): Promise<void> {
  const { clock, carriers } = ports;
  const taken = await take(ports, reference, noticeId, masked(message.to));
  if (!taken) return;
  const { sendingUntil: _, ...delivery } = taken;
  // A delivery that somebody else took over meanwhile is theirs to note.
  const note = (end: Partial<Delivery>): Promise<boolean> =>
    put(ports, reference, { ...delivery, at: clock.now(), ...end, version: delivery.version + 1 });
  const carried = await carriers[reference.channel].send(message).catch(async (error: unknown) => {
    await note({ state: "failed", reason: error instanceof Error ? error.name : "unknown" });
    throw error;
  });
  await note(carried.kind === "sent" ? { state: "sent", carrierId: carried.carrierId } : { state: "refused", reason: carried.reason });
}

/** The delivery, taken for sending; undefined if it has ended. Throws if somebody else is sending it. */
async function take(ports: DeliverPorts, reference: AddressReference, noticeId: string, to: string): Promise<Delivery | undefined> {
  const { notices, clock } = ports;
  const { channel } = reference;
  const earlier = await notices.read(deliveryKey(reference, noticeId, channel), deliveryCodec.decode);
  if (earlier?.state === "sent" || earlier?.state === "refused") return undefined;
  const at = clock.now();
  const delivery: Delivery = {
    ...{ noticeId, channel, to, at, state: "sending" },
    attempts: (earlier?.attempts ?? 0) + 1,
    sendingUntil: plusSeconds(at, sendingSeconds),
    version: (earlier?.version ?? 0) + 1,
  };
  const isTaken = earlier?.state === "sending" && (earlier.sendingUntil ?? "") > at;
  if (isTaken || !(await put(ports, reference, delivery))) throw new DeliveryInProgress("the notice is being sent");
  return delivery;
}

/** Puts the next version of a delivery; false if another change came first. */
async function put({ dynamo, notices }: DeliverPorts, reference: AddressReference, delivery: Delivery): Promise<boolean> {
  const key = deliveryKey(reference, delivery.noticeId, delivery.channel);
  const result = await commit(dynamo, [notices.putVersion(key, deliveryCodec.encode(delivery), delivery.version)]);
  return result.kind === "committed";
}
