import type { InstrumentClass } from "../../../shared/ledger/instrument.ts";

/** Classes whose units are followed. Units of one of them only ever become units of another of them. */
export const followedClasses: readonly InstrumentClass[] = ["quota", "permit", "headroom", "allowance", "offset", "need"];
