import { factsHandler } from "../../../../shared/streams/functions.ts";
import { collateralOwnPorts } from "../../ports.ts";
import { changesFunctions } from "../deployment.ts";
import { reactionsOf } from "./hear-names.ts";

/** Notes for every registered pledge of a member that its new name has to be filed. */
export const handler = factsHandler(changesFunctions["collateral-new-names-on-fact"], (granted) =>
  reactionsOf(collateralOwnPorts(granted)),
);
