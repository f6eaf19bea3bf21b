import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../shared/kernel/fact.ts";
import { bilingualText, instantOut } from "../../shared/kernel/fields.ts";
import { component, count, growingWords, id, pageOf, pageQuery, shortText, words } from "../../shared/kernel/schemas.ts";
import { channels, deliveryStates } from "./channels.ts";

const notice = component("Notice", {
  noticeId: z.string().describe("Notice"),
  kind: z.string().meta({ id: "NoticeKind" }).describe("Subject of the notice"),
  factType: factEnvelope.shape.factType.describe("Type of the fact it reports, for example `award-due`"),
  occurredAt: instantOut("When the reported event happened"),
  text: bilingualText.describe("Text of the notice"),
  read: z.boolean().describe("Whether the member has marked it as read"),
});

const channel = growingWords("Channel", channels, "Channel of messages");
const channelParams = z.object({ channel });
const kindName = notice.shape.kind;
const address = component("Address", {
  channel,
  address: z.string().describe("Mail address or phone number"),
  state: words("AddressState", ["confirmed", "unconfirmed"], "unconfirmed until the code that was sent there comes back"),
  unwanted: z.array(kindName).describe("Kinds of notices that are not sent there"),
  confirmedAt: instantOut("When it was confirmed").optional(),
  codeUntil: instantOut("Until when its code counts; absent until the code is sent").optional(),
});
/** Whoever has an address. Applicants read their decision at the exchange. */
const members = ["enterprise", "bank", "verifier", "regulator", "district", "operator"] as const;

/** The endpoints of notices. */
export const noticesEndpoints = {
  listNotices: endpoint({
    operationId: "listNotices",
    method: "GET",
    path: "/notices",
    summary: "Lists the notices of the caller's member, newest first.",
    // Also applicants and refused parties: this is where they learn the decision.
    roles: ["person"],
    query: pageQuery.extend({ unread: z.literal("true").optional().describe("Only those not read yet; may lag by a second") }),
    response: pageOf(notice),
    refusals: [],
  }),
  markNoticeRead: endpoint({
    operationId: "markNoticeRead",
    method: "PUT",
    path: "/notices/{noticeId}/read",
    summary: "Marks a notice of the caller's member as read; repeating it has no effect.",
    // Also applicants and refused parties: this is where they learn the decision.
    roles: ["person"],
    params: z.object({ noticeId: id }),
    response: notice,
    refusals: [],
  }),
  listNoticeKinds: endpoint({
    operationId: "listNoticeKinds",
    method: "GET",
    path: "/notices/kinds",
    summary: "Lists the kinds of notices, and from which of them nobody can unsubscribe.",
    roles: ["public"],
    response: component("NoticeKinds", {
      items: z
        .array(
          component("NoticeKindDetails", {
            kind: kindName,
            headings: z.array(bilingualText).describe("Headings of its notices"),
            legallyRequired: z.boolean().describe("Whether law or rules demand that it is delivered"),
          }),
        )
        .describe("All kinds"),
    }),
    refusals: [],
  }),
  listAddresses: endpoint({
    operationId: "listAddresses",
    method: "GET",
    path: "/notices/addresses",
    summary: "Lists the caller's own addresses: the confirmed ones, and those that wait for their codes.",
    roles: members,
    response: component("Addresses", { items: z.array(address).describe("At most two for each channel") }),
    refusals: [],
  }),
  setAddress: endpoint({
    operationId: "setAddress",
    method: "PUT",
    path: "/notices/addresses/{channel}",
    summary: "Sets the caller's address of a channel and sends a code there; an earlier address stays in use until the code is confirmed.",
    roles: members,
    params: channelParams,
    body: z.object({ address: shortText.describe("Mail address, or phone number with the country's code") }),
    response: address,
    refusals: ["channel-not-offered", "address-invalid", "too-many-codes"],
  }),
  confirmAddress: endpoint({
    operationId: "confirmAddress",
    method: "POST",
    path: "/notices/addresses/{channel}/confirmation",
    summary: "Confirms the caller's address with the code that was sent there; from now on its member's notices are sent there too.",
    roles: members,
    params: channelParams,
    body: z.object({ code: shortText.describe("Code from the message; blanks, hyphens and case play no part") }),
    // The command's row would hold a fast hash of the right code beside the slow, salted one that is kept.
    secrets: ["/code"],
    response: address,
    refusals: ["nothing-to-confirm", "code-wrong"],
  }),
  removeAddress: endpoint({
    operationId: "removeAddress",
    method: "DELETE",
    path: "/notices/addresses/{channel}",
    summary: "Removes the caller's address of a channel: nothing is sent there any more.",
    roles: members,
    params: channelParams,
    response: component("RemovedAddress", { channel }),
    refusals: [],
  }),
  chooseKind: endpoint({
    operationId: "chooseKind",
    method: "PUT",
    path: "/notices/addresses/{channel}/kinds/{kind}",
    summary: "Unsubscribes the caller's address from a kind of notices that is not legally required, or subscribes it again.",
    roles: members,
    params: channelParams.extend({ kind: id }),
    body: z.object({ wanted: z.boolean().describe("Whether notices of the kind are sent there") }),
    response: address,
    refusals: ["notice-required"],
  }),
  listDeliveries: endpoint({
    operationId: "listDeliveries",
    method: "GET",
    path: "/notices/deliveries",
    summary: "Lists what was sent to the caller's own addresses, newest notice first.",
    roles: members,
    query: pageQuery,
    response: pageOf(
      component("Delivery", {
        noticeId: notice.shape.noticeId,
        channel,
        to: z.string().describe("Address, masked"),
        state: words("DeliveryState", deliveryStates, "sending; sent; failed, and tried again; or refused by the carrier for good"),
        at: instantOut("When it reached this state"),
        attempts: count.describe("How often it was tried"),
        reason: z.string().optional().describe("Why it failed or was refused"),
      }),
    ),
    refusals: [],
  }),
};

const toAddress = { partyId: z.string(), subject: z.string(), channel: z.enum(channels) };
/** What is to be sent to one address of a person: a notice, or the code that confirms it; the message of queue `deliveries`. */
export const deliveryMessage = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("notice"), ...toAddress, noticeId: z.string() }),
  z.object({ kind: z.literal("code"), ...toAddress }),
]);
/** See the schema. */
export type DeliveryMessage = z.infer<typeof deliveryMessage>;
