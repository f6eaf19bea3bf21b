import type { ExamplesByOperation } from "../shared/http/examples.ts";
export const examples: ExamplesByOperation = {};
