/** Unread notices of a member, newest last. */
export const unreadIndex = { name: "byUnread", partition: "unreadBy", sort: "noticeId", projection: "ALL" } as const;
