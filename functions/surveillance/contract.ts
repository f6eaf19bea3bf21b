import { screensEndpoints } from "./screens/contract.ts";
import { supervisionEndpoints } from "./supervision/contract.ts";
import { worklistEndpoints } from "./worklist/contract.ts";

/** The endpoints of surveillance. It states no facts: facts are read by others than regulators. */
export const surveillanceEndpoints = { ...screensEndpoints, ...worklistEndpoints, ...supervisionEndpoints } as const;
