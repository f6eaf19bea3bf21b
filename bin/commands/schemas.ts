import * as z from "zod";
import type { Command } from "./command.ts";

/** The JSON Schemas (2020-12) of what a command reads and writes. Defaults are optional in the input; rules between fields are in the help. */
export function commandSchemas(command: Command): { readonly input: unknown; readonly output: unknown } {
  return {
    input: z.toJSONSchema(command.input, { target: "draft-2020-12", io: "input" }),
    output: z.toJSONSchema(command.output, { target: "draft-2020-12", io: "output" }),
  };
}
