import type { Reactions } from "../../../shared/streams/functions.ts";
import type { compliance } from "../deployment.ts";
import { type HearingPorts, hear, hearPrice } from "./hear.ts";
import { heardOfDeclaration, heardOfPrice, heardOfRecord, heardOfReversal, heardOfSurrender, heardOfTransfer } from "./heard.ts";

/** What each fact that compliance hears does: its inputs are kept, and the obligations that it is about are recalculated. */
export function reactionsOf(ports: HearingPorts): Reactions<(typeof compliance.functions)["compliance-on-fact"]["facts"]> {
  return {
    transfer: (fact) => hear(ports, heardOfTransfer(fact)),
    "permit-recorded": (fact) => hear(ports, heardOfRecord(fact)),
    "discharge-accepted": (fact) => hear(ports, heardOfDeclaration(fact)),
    "discharge-reversed": (fact) => hear(ports, heardOfReversal(fact)),
    "surrender-obligation-changed": (fact) => hear(ports, heardOfSurrender(fact)),
    "price-published": (fact) => hearPrice(ports, heardOfPrice(fact)),
  };
}
