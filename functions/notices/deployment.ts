import { defineContext, factsWithNotice } from "../../shared/deployment/context.ts";
import { index, readMembers, table } from "../../shared/deployment/grants.ts";
import { noticesEndpoints } from "./contract.ts";
import { unreadIndex } from "./indexes.ts";

/** Notices to members about the facts of other contexts. */
export const notices = defineContext({
  name: "notices",
  endpoints: noticesEndpoints,
  problems: {},
  facts: {},
  tables: { Notices: { streamed: false, indexes: [unreadIndex] } },
  functions: {
    "notices-api": {
      kind: "api",
      handler: "functions/notices/api.handler.ts",
      endpoints: noticesEndpoints,
      collections: ["/notices"],
      impact: "Members cannot read their notices",
      grants: [readMembers, table("Notices", ["Query", "UpdateItem"], ["party#*"]), index("Notices", unreadIndex)],
    },
    "notices-on-fact": {
      kind: "facts",
      handler: "functions/notices/on-fact.handler.ts",
      facts: factsWithNotice,
      impact: "Members are not told what concerns them",
      grants: [table("Notices", ["PutItem"], ["party#*", "outbox#*"])],
    },
  },
});
