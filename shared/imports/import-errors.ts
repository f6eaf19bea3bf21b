import * as z from "zod";
import { bilingual } from "../kernel/message.ts";
import { component, count } from "../kernel/schemas.ts";

/** Where an imported file is wrong, and why. */
export interface ImportError {
  /** Line of the file, counted from 1; 0 for the file as a whole. */
  readonly line: number;
  /** Column of the header; empty for a whole line. */
  readonly column: string;
  /** Both languages, as `message` joins them. */
  readonly detail: string;
}

/** An error as the API returns it. */
export function importErrorView({ line, column, detail }: ImportError) {
  return { line, column, ...bilingual(detail) };
}

/** An error, in answers, under a name of the API description. */
export function importErrorShape(id: string) {
  return component(id, {
    line: count.describe("Line of the file, counted from 1; 0 for the file as a whole"),
    column: z.string().describe("Column of the header; empty for a whole line"),
    zh: z.string().describe("What is wrong, in Chinese"),
    en: z.string().describe("What is wrong, in English"),
  });
}
