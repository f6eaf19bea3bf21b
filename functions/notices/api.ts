import { defineApi } from "../../shared/http/api.ts";
import { openTable } from "../../shared/store/table.ts";
import { notices } from "./deployment.ts";
import { listNotices, markNoticeRead, type NoticesPorts } from "./read-notices.ts";

/** The API of notices. */
export const api = defineApi(
  notices.functions["notices-api"],
  notices.problems,
  ({ dynamo, tables }): NoticesPorts => ({ dynamo, notices: openTable(dynamo, tables.Notices) }),
  { listNotices, markNoticeRead },
);
