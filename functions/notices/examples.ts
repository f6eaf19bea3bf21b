import type { Examples } from "../../shared/http/examples.ts";
import { story } from "../story.ts";
import type { noticesEndpoints } from "./contract.ts";

const params = { channel: "mail" } as const;

/** Examples of notices: the paper mill names a mail address and confirms it. */
export const noticesExamples: Examples<typeof noticesEndpoints> = {
  listNotices: { mill: { summary: "What the paper mill has not read yet", query: { unread: "true" } } },
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
