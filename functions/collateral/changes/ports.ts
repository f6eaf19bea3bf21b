import { type AnnouncedSales, announcedSalesIn } from "../../../shared/collateral/pledged-sales.ts";
import { openTable } from "../../../shared/store/table.ts";
import { type PledgingPorts, pledgingPorts } from "../ports.ts";

/** Dependencies of the use cases of changes: a judgment ends an enforcement. */
export interface ChangesPorts extends PledgingPorts {
  /** Whether tonnes are on sale. */
  readonly sales: AnnouncedSales;
}

type Granted = Parameters<typeof pledgingPorts>[0] & { readonly tables: { readonly Auctions: string } };

/** The ports over what the API function of changes is granted. */
export function changesPorts(granted: Granted): ChangesPorts {
  return { ...pledgingPorts(granted), sales: announcedSalesIn(openTable(granted.dynamo, granted.tables.Auctions)) };
}
