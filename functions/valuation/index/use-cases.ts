import { publishBasket } from "./publish-basket.ts";
import { listBaskets, listIndexes, listIndexPoints, listIndexVersions } from "./read-index.ts";

/** The use cases of the composite index, by operation. */
export const indexUseCases = { publishBasket, listIndexes, listBaskets, listIndexPoints, listIndexVersions } as const;
