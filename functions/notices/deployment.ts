import { defineContext, factsWithNotice } from "../../shared/deployment/context.ts";
import { index, readMembers, sendMail, sendSms, sendTo, table } from "../../shared/deployment/grants.ts";
import { deliveryMessage, noticesEndpoints } from "./contract.ts";
import { unreadIndex } from "./indexes.ts";
import { noticesProblems } from "./problems.ts";

/** Notices to members about the facts of other contexts, and their delivery to people. */
export const notices = defineContext({
  name: "notices",
  description: "通知与接收地址 Notices of members, and the addresses they are sent to.",
  endpoints: noticesEndpoints,
  problems: noticesProblems,
  facts: {},
  tables: { Notices: { streamed: false, indexes: [unreadIndex] } },
  functions: {
    "notices-api": {
      kind: "api",
      handler: "functions/notices/api.handler.ts",
      endpoints: noticesEndpoints,
      settings: ["noticeChannels"],
      impact: "Members cannot read their notices or change their addresses",
      grants: [
        readMembers,
        table("Notices", ["Query", "UpdateItem"], ["party#*"]),
        index("Notices", unreadIndex),
        table("Notices", ["Query"], ["deliveries#*"]),
        table("Notices", ["GetItem", "PutItem"], ["command#*", "codes#*"]),
        // A person's own rows: the hash of a code is among them, and can't be guessed.
        table("Notices", ["BatchGetItem", "GetItem", "PutItem", "DeleteItem"], ["addresses#*", "candidate#*"]),
        sendTo("deliveries"),
      ],
    },
    "notices-on-fact": {
      kind: "facts",
      handler: "functions/notices/on-fact.handler.ts",
      facts: factsWithNotice,
      impact: "Members are not told what concerns them",
      grants: [table("Notices", ["PutItem"], ["party#*"]), table("Notices", ["Query"], ["addresses#*"]), sendTo("deliveries")],
    },
    "notices-deliver": {
      kind: "queue",
      handler: "functions/notices/delivery/deliver.handler.ts",
      queue: "deliveries",
      message: deliveryMessage,
      // Carriers take some messages a second: more at once would only be throttled.
      maximumConcurrency: 2,
      settings: ["mailSender"],
      impact: "Notices do not reach people by mail and SMS; they can still be read at the exchange",
      grants: [
        table("Parties", ["GetItem"], ["person#*"]),
        table("Notices", ["GetItem"], ["party#*", "addresses#*"]),
        table("Notices", ["GetItem", "PutItem"], ["candidate#*", "deliveries#*"]),
        sendMail,
        sendSms,
      ],
    },
  },
});
