import { listScreenedAuctions, readAuctionScreens } from "./read-screens.ts";

/** The use cases of screens, by operation. */
export const screensUseCases = { listScreenedAuctions, readAuctionScreens };
