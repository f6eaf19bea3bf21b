import type { CapacityRows } from "../../support/capacity.ts";
import { codeIn, openPostOffice } from "../../support/post-office.ts";

/** An address that is set, confirmed, unsubscribed from a kind and removed. Notices themselves are written by the consumer of facts. */
export const capacity: CapacityRows = {
  async measure({ house, made, measure }) {
    const as = made("person");
    const mail = "/notices/addresses/mail";
    const office = await openPostOffice(house.engine, house.clock);
    await office.confirmed(as, "mail", "first@example.cn");
    await measure("setAddress", { as, method: "PUT", path: mail, body: { address: "second@example.cn" } });
    const [partyId, subject] = [made("partyId"), as];
    await office.deliver([JSON.stringify({ kind: "code", partyId, subject, channel: "mail" })]);
    const code = codeIn(office.sent.at(-1)?.text);
    await measure("confirmAddress", { as, method: "POST", path: `${mail}/confirmation`, body: { code } });
    await measure("chooseKind", { as, method: "PUT", path: `${mail}/kinds/received`, body: { wanted: false } });
    await measure("removeAddress", { as, method: "DELETE", path: mail });
    return {};
  },
  above: {},
  unmeasured: { markNoticeRead: "it is one update, and a notice has to be there to be read" },
};
