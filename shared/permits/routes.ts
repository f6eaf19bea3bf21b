import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { sha256 } from "../kernel/ids.ts";
import { messageOf } from "../kernel/message.ts";
import type { Refusal } from "../kernel/outcome.ts";
import { type Key, keyOf } from "../store/client.ts";
import { optional, type RowOf, rowCodec, text, textSet } from "../store/codec.ts";
import { openTable, type Table } from "../store/table.ts";
import type { WriteFragment } from "../store/transaction.ts";
import data from "./routes.json" with { type: "json" };

/** Where it is written that new amounts are sold openly and existing ones allocated at a fixed price, as a message in both languages. */
export const routeSource = messageOf(data.source);

const routeFields = {
  ...{ eiaNumber: text, pollutant: text, siteId: text },
  /** Projects or lines that use the amount; absent when all of them were withdrawn, so that the other way is open again. */
  references: optional(textSet),
  /** Who entered the last of them, and when. */
  ...{ enteredBy: text, enteredAt: text },
};
/** An amount of an environmental impact assessment that goes one way: new amounts by auction (table Permits), existing ones by allocation. */
export type Route = RowOf<typeof routeFields>;
const routeCodec = rowCodec(routeFields);

/** What names an amount: the assessment's decision, the pollutant and the site. */
export type RouteName = Pick<Route, "eiaNumber" | "pollutant" | "siteId">;
/** An amount that goes this way from now on: for a project or line, entered by a person. */
export type NewRoute = Omit<Route, "references"> & { readonly reference: string };

const longestNumber = 300;
const brackets: readonly (readonly [RegExp, string])[] = [
  [/[[{〔【［｛〖]/g, "("],
  [/[\]}〕】］｝〗]/g, ")"],
];

/**
 * The number of an assessment's decision in the form that is compared: without blanks, upper case, half width, one kind of brackets, so
 * that no amount goes both ways because its number was typed in two ways.
 */
export function comparedEiaNumber(eiaNumber: string): string {
  const plain = eiaNumber.normalize("NFKC").replace(/\s/g, "").toUpperCase();
  const compared = brackets.reduce((text, [pattern, bracket]) => text.replace(pattern, bracket), plain);
  // Some characters are many in half width, and a key has its bounds.
  return compared.length > longestNumber ? sha256(compared) : compared;
}

function routeKey({ eiaNumber, pollutant, siteId }: RouteName): Key {
  return { pk: `eia#${comparedEiaNumber(eiaNumber)}`, sk: `${pollutant}#${siteId}` };
}

/** Reads and writes of the amounts that go one way, in one table. */
export type Routes = ReturnType<typeof routesIn>;

/** The amounts that go the way of a table: that of permits by auction, that of allocations by allocation. */
export function routesIn(table: Pick<Table, "name" | "readMany">) {
  const update = (
    name: RouteName,
    expression: string,
    names: Record<string, string>,
    values: Record<string, string>,
    reference: string,
  ) => ({
    write: {
      Update: {
        TableName: table.name,
        Key: keyOf(routeKey(name)),
        UpdateExpression: expression,
        ExpressionAttributeNames: { ...names, "#references": "references" },
        ExpressionAttributeValues: {
          ...Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { S: value }])),
          ":reference": { SS: [reference] },
        },
      },
    },
  });
  return {
    /** Those of some amounts, a hundred at most, that go this way; unordered. One read for all. */
    async routesOf(names: readonly RouteName[]): Promise<Route[]> {
      const found = await table.readMany(names.map(routeKey), (item) => item);
      // What all projects have left may never have been entered.
      return found.filter(({ references }) => references !== undefined).map(routeCodec.decode);
    },
    /** The write that sends an amount this way. */
    routeEntered({ reference, ...route }: NewRoute): WriteFragment<never> {
      const fields = Object.entries(route);
      const set = fields.map(([name]) => `#${name} = :${name}`).join(", ");
      return update(
        route,
        `SET ${set} ADD #references :reference`,
        Object.fromEntries(fields.map(([name]) => [`#${name}`, name])),
        Object.fromEntries(fields.map(([name, value]) => [`:${name}`, value])),
        reference,
      );
    },
    /** The write that takes a withdrawn project or line from an amount; without any the amount may go the other way. */
    routeLeft: (name: RouteName, reference: string): WriteFragment<never> =>
      update(name, "DELETE #references :reference", {}, {}, reference),
    /**
     * The check, in the transaction that sends an amount the other way, that it does not go this way: of two at the same time one is refused.
     * The function needs `ConditionCheckItem` on `eia#*` of this table.
     */
    routeFree: <R extends Refusal>(name: RouteName, failure: R): WriteFragment<R> => ({
      write: {
        ConditionCheck: {
          TableName: table.name,
          Key: keyOf(routeKey(name)),
          ConditionExpression: "attribute_not_exists(#references)",
          ExpressionAttributeNames: { "#references": "references" },
        },
      },
      failure,
    }),
  };
}

/** The same over the name of another context's table. */
export function routesOver(dynamo: DynamoDBClient, tableName: string): Routes {
  return routesIn(openTable(dynamo, tableName));
}
