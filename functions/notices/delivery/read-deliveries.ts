import type { Call } from "../../../shared/http/api-handler.ts";
import { accept } from "../../../shared/kernel/outcome.ts";
import type { noticesEndpoints } from "../contract.ts";
import type { NoticesPorts } from "../ports.ts";
import { deliveriesOf, deliveryCodec } from "./rows.ts";

/** What was sent to the caller's addresses, newest notice first. */
export async function listDeliveries({ notices }: NoticesPorts, { caller, query }: Call<typeof noticesEndpoints.listDeliveries>) {
  const page = await notices.page({ partition: deliveriesOf(caller), descending: true, ...query }, (item) => {
    const { version: _, sendingUntil: __, carrierId: ___, ...delivery } = deliveryCodec.decode(item);
    return delivery;
  });
  return accept({ response: page });
}
