import { factsHandler } from "../../../shared/streams/functions.ts";
import { cash } from "../deployment.ts";
import { cashPorts } from "../ports.ts";
import { bookStatement } from "./book-statement.ts";

/** A statement was imported: books its lines. */
export const handler = factsHandler(cash.functions["cash-book-statement"], (granted) => {
  const ports = cashPorts(granted);
  return { "statement-imported": ({ data, actor }) => bookStatement(ports, data.statementId, actor) };
});
