import type { AuthorizationRows } from "../../support/ownership.ts";

/** Notices belong to the member they were sent to, addresses and deliveries to one of its people. */
export const authorization: AuthorizationRows = {
  ownership: {
    markNoticeRead: "the caller's own",
    setAddress: "the caller's own",
    confirmAddress: "the caller's own",
    removeAddress: "the caller's own",
    chooseKind: "the caller's own",
  },
};
