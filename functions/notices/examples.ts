import type { Examples } from "../../shared/http/examples.ts";
import { story } from "../story.ts";
import type { noticesEndpoints } from "./contract.ts";

const params = { channel: "mail" } as const;

/** Examples of notices: the paper mill names a mail address and confirms it. */
export const noticesExamples: Examples<typeof noticesEndpoints> = {
  listNotices: {
    mill: {
      summary: "What the paper mill has not read yet",
      query: { unread: "true" },
      response: {
        items: [
          {
            ...{ noticeId: story.noticeId, kind: "certified", factType: "need-certified", occurredAt: story.begins, read: false },
            text: {
              zh: "项目 mill-1 的 SO2 需求已核定（文号 EZ-2026-3），可购 6 吨。",
              en: "The SO2 need of project mill-1 is certified (EZ-2026-3): 6 t may be bought.",
            },
          },
        ],
      },
    },
  },
  markNoticeRead: { mill: { summary: "The notice is read", params: { noticeId: story.noticeId } } },
  setAddress: {
    mill: {
      summary: "Where notices of the paper mill go",
      params,
      body: { address: "liu@mill.example" },
      response: { channel: "mail", address: "liu@mill.example", state: "unconfirmed", unwanted: [] },
    },
  },
  confirmAddress: { mill: { summary: "The code that came by mail", params, body: { code: "7Q2MX-9K4TD" } } },
  removeAddress: { mill: { summary: "Nothing is sent there any more", params } },
  chooseKind: { mill: { summary: "No mail about awards", params: { ...params, kind: "won" }, body: { wanted: false } } },
};
