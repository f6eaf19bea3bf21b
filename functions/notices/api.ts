import { defineApi } from "../../shared/http/api.ts";
import { chooseKind, removeAddress } from "./addresses/change-address.ts";
import { confirmAddress } from "./addresses/confirm-address.ts";
import { listAddresses, listNoticeKinds } from "./addresses/read-addresses.ts";
import { setAddress } from "./addresses/set-address.ts";
import { listDeliveries } from "./delivery/read-deliveries.ts";
import { notices } from "./deployment.ts";
import { noticesPorts } from "./ports.ts";
import { listNotices, markNoticeRead } from "./read-notices.ts";

/** The API of notices. */
export const api = defineApi(notices.functions["notices-api"], notices.problems, noticesPorts, {
  listNotices,
  markNoticeRead,
  listNoticeKinds,
  listAddresses,
  setAddress,
  confirmAddress,
  removeAddress,
  chooseKind,
  listDeliveries,
});
