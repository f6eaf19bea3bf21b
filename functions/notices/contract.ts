import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../shared/kernel/fact.ts";
import { instantOut } from "../../shared/kernel/fields.ts";
import { component, id, pageOf, pageQuery } from "../../shared/kernel/schemas.ts";

const notice = component("Notice", {
  noticeId: z.string().describe("Notice"),
  kind: z.string().meta({ id: "NoticeKind" }).describe("Subject of the notice"),
  factType: factEnvelope.shape.factType.describe("Type of the fact it reports, for example `award-due`"),
  occurredAt: instantOut("When the reported event happened"),
  text: z.object({ zh: z.string().describe("Chinese"), en: z.string().describe("English") }).describe("Text of the notice"),
  read: z.boolean().describe("Whether the member has marked it as read"),
});

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
};
