import * as z from "zod";
import { endpoint } from "../../shared/kernel/endpoint.ts";
import { factEnvelope } from "../../shared/kernel/fact.ts";
import { instantOut } from "../../shared/kernel/fields.ts";
import { component, id, pageOf, pageQuery } from "../../shared/kernel/schemas.ts";

const notice = component("Notice", {
  noticeId: z.string().describe("Notice"),
  kind: z.string().meta({ id: "NoticeKind" }).describe("What it is about"),
  factType: factEnvelope.shape.factType.describe("Type of the fact it tells of, for example `award-due`"),
  occurredAt: instantOut("When what it tells of happened"),
  text: z.object({ zh: z.string().describe("Chinese"), en: z.string().describe("English") }).describe("What it says"),
  read: z.boolean().describe("Whether the member has marked it as read"),
});

/** What can be asked of notices. */
export const noticesEndpoints = {
  listNotices: endpoint({
    operationId: "listNotices",
    method: "GET",
    path: "/notices",
    summary: "Lists the notices of the caller's member, newest first.",
    // Applicants and refused ones too: they are told so here.
    roles: ["person"],
    query: pageQuery.extend({ unread: z.literal("true").optional().describe("Only those not read yet; may lag a second behind") }),
    response: pageOf(notice),
    refusals: [],
  }),
  markNoticeRead: endpoint({
    operationId: "markNoticeRead",
    method: "PUT",
    path: "/notices/{noticeId}/read",
    summary: "Marks a notice of the caller's member as read; repeating changes nothing.",
    // Applicants and refused ones too: they are told so here.
    roles: ["person"],
    params: z.object({ noticeId: id }),
    response: notice,
    refusals: [],
  }),
};
