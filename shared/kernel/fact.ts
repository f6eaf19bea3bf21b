import * as z from "zod";

/** The envelope of every fact. Facts are immutable; a correction is a new fact that names the one it corrects. */
export const factEnvelope = z.object({
  factId: z.string().min(1).max(200).describe("Unique identifier of the fact: random, or derived from something that happens only once"),
  factType: z.string().meta({ id: "FactType" }).describe("Kind of fact, for example `need-certified`"),
  schemaVersion: z.int().min(1).describe("Version of the shape of `data`"),
  occurredAt: z.iso.datetime().describe("Server time of the decision"),
  actor: z.string().describe("Person (token subject) or job that caused it"),
  parties: z.array(z.string()).readonly().describe("Members the fact concerns; they may read it, as regulators may"),
  areas: z
    .array(z.string())
    .min(1)
    .readonly()
    .describe("Areas whose authorities may read it: those of the pool and of the site it concerns; 420700 is the whole city"),
  approvedBy: z.string().optional().describe("Second person (token subject) who approved what `actor` entered"),
});

/** A fact of one type: its name, schema version, data schema and one-sentence description. */
export interface FactSchema<Data extends z.ZodType = z.ZodType, Type extends string = string> {
  readonly factType: Type;
  readonly schemaVersion: number;
  readonly data: Data;
  /** One sentence for subscribers. */
  readonly description: string;
}

/** A fact with its data decoded. */
export type Fact<Data = unknown> = z.infer<typeof factEnvelope> & { readonly data: Data };

/** A fact of a type, decoded. */
export type FactOf<Schema extends FactSchema> = Fact<z.output<Schema["data"]>>;

/**
 * Declares a fact type; subscribers decode with the schema the writer encoded with. A changed shape gets a new version in addition to the
 * old one.
 */
export function factSchema<const Type extends string, Data extends z.ZodType>(
  factType: Type,
  schemaVersion: number,
  data: Data,
  description: string,
): FactSchema<Data, Type> {
  return { factType, schemaVersion, data, description };
}
