import type { Deployed } from "../../shared/deployment/deployed.ts";
import { defineApi } from "../../shared/http/api.ts";
import { openTable } from "../../shared/store/table.ts";
import { notices } from "./deployment.ts";
import { listNotices, markNoticeRead, type NoticesPorts } from "./read-notices.ts";

/** The ports over what the API function is granted. */
function noticesPorts({ dynamo, tables }: Deployed<(typeof notices.functions)["notices-api"]>): NoticesPorts {
  return { dynamo, notices: openTable(dynamo, tables.Notices) };
}

/** The API of notices. */
export const api = defineApi(notices.functions["notices-api"], notices.problems, noticesPorts, { listNotices, markNoticeRead });
