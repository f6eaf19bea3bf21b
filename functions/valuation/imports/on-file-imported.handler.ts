import { factsHandler } from "../../../shared/streams/functions.ts";
import { valuation } from "../deployment.ts";
import { valuationPorts } from "../ports.ts";
import { bookPriceFile } from "./book-file.ts";

/** A file of prices was imported: books them. */
export const handler = factsHandler(valuation.functions["valuation-book-file"], (granted) => {
  const ports = valuationPorts(granted);
  return { "price-file-imported": ({ data }) => bookPriceFile(ports, data.importId) };
});
