import * as z from "zod";

/** What every fact says besides its data. Facts are immutable; a correction is a new fact that names what it corrects. */
export const factEnvelope = z.object({
  factId: z.string().min(1).max(200).describe("Unique identifier of the fact: random, or made of what happens once only"),
  factType: z.string().meta({ id: "FactType" }).describe("Kind of fact, for example `need-certified`"),
  schemaVersion: z.int().describe("Version of the shape of `data`"),
  occurredAt: z.iso.datetime().describe("When it was decided, server time"),
  actor: z.string().describe("Person (token subject) or job that caused it"),
  parties: z.array(z.string()).readonly().describe("Members the fact concerns: who may read it besides regulators"),
  area: z.string().describe("Area whose regulators may read it; 420700 is the whole city"),
});

/** A fact of one type: its name, schema version, the schema of what it says, and what it states in one sentence. */
export interface FactSchema<Data extends z.ZodType = z.ZodType, Type extends string = string> {
  readonly factType: Type;
  readonly schemaVersion: number;
  readonly data: Data;
  /** One sentence for those who subscribe to it. */
  readonly description: string;
}

/** A fact with its data decoded. */
export type Fact<Data = unknown> = z.infer<typeof factEnvelope> & { readonly data: Data };

/** A fact of a type, decoded. */
export type FactOf<Schema extends FactSchema> = Fact<z.output<Schema["data"]>>;

/** Declares a fact type; subscribers decode with the same schema the writer encoded with. A changed shape is a new version beside the old one. */
export function factSchema<const Type extends string, Data extends z.ZodType>(
  factType: Type,
  schemaVersion: number,
  data: Data,
  description: string,
): FactSchema<Data, Type> {
  return { factType, schemaVersion, data, description };
}
