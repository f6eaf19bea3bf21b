import { accept } from "../../../shared/kernel/outcome.ts";
import { awardAccount, escrowAccount, reserveAccount, striped } from "../../../shared/ledger/account.ts";
import { issuePermits, type PermitIssueRefusal, permitOf, returnPermits } from "../../../shared/permits/issue.ts";
import { areaOfLot, permitLot } from "../auction.ts";
import type { Seller } from "./seller.ts";

/** The reserve: quota becomes permits for the sale and waits in its escrow, what is not sold becomes quota again, the treasury is paid. */
export const reserveSeller: Seller = {
  issues: true,
  keepsLotInEscrow: true,
  parties: () => [],
  side({ terms }) {
    const { pool, sourceClass, thermalPower } = terms.lot;
    return { from: "reserve", area: areaOfLot(terms), pool, sourceClass, thermalPower };
  },
  async offer({ ledger }, auction, envelope) {
    const { auctionId, terms } = auction;
    const entry = ledger.newEntry<PermitIssueRefusal>(envelope);
    issuePermits(entry, { ...permitLot(terms), from: reserveAccount(terms.lot.pool), to: escrowAccount(auctionId) });
    return accept({ auction, writes: entry.writes() });
  },
  standing: async () => ({ is: "on sale", writes: [] }),
  source:
    async (_ports, { auctionId, terms }) =>
    (entry, to, quantity) => {
      entry.transfer({ instrument: permitOf(permitLot(terms)), from: escrowAccount(auctionId), to, quantity });
    },
  giveBack(entry, { auctionId, terms }, quantity, at) {
    if (quantity.isZero()) return false;
    const [lot, escrow] = [permitLot(terms, quantity), escrowAccount(auctionId)];
    returnPermits(entry, { ...lot, from: escrow, to: reserveAccount(lot.pool), at });
    entry.empties(escrow, permitOf(lot));
    return true;
  },
  takeBack(entry, { terms }, { enrolmentId, quantity }, at) {
    returnPermits(entry, { ...permitLot(terms, quantity), from: awardAccount(enrolmentId), to: reserveAccount(terms.lot.pool), at });
  },
  money: (_terms, enrolmentId) => striped("treasury", enrolmentId),
  beneficiary: () => "treasury",
  ended: () => [],
  awardEnded: () => [],
};
