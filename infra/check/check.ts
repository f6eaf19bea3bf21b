import { withoutPasswords } from "../settings/texts.ts";

/** What a check saw: it passed, it failed and this is what to do, or it could not be made. */
export type Result =
  | { readonly result: "passed"; readonly saw: string }
  | { readonly result: "failed"; readonly saw: string; readonly fix: string }
  | { readonly result: "skipped"; readonly saw: string };

/** One thing that a deployment is checked for. */
export interface Check {
  readonly name: string;
  readonly run: () => Promise<Result>;
}

/** It is as it should be. */
export function passed(saw: string): Result {
  return { result: "passed", saw };
}
/** It is not, and this is what to do. */
export function failed(saw: string, fix: string): Result {
  return { result: "failed", saw, fix };
}
/** It was not looked at, and why. */
export function skipped(saw: string): Result {
  return { result: "skipped", saw };
}

/** A check with its result. */
export type Checked = Result & { readonly name: string };

/** Runs checks one after another; one that throws has failed with the error's message. */
export async function runChecks(checks: readonly Check[]): Promise<readonly Checked[]> {
  const done: Checked[] = [];
  for (const { name, run } of checks) {
    try {
      done.push({ name, ...(await run()) });
    } catch (error) {
      const reason = error instanceof Error ? (error.cause instanceof Error ? error.cause.message : error.message) : String(error);
      // The message may quote an address as it was given.
      done.push({ name, ...failed(withoutPasswords(reason), "see the reason") });
    }
  }
  return done;
}

const marks = { passed: "ok  ", failed: "FAIL", skipped: "-   " } as const;

/** The results as a table for people: what failed says what to do below it. */
export function tableOf(checked: readonly Checked[]): string {
  const width = Math.max(...checked.map(({ name }) => name.length));
  const lines = checked.flatMap((each) => [
    `${marks[each.result]}  ${each.name.padEnd(width)}  ${each.saw}`,
    ...(each.result === "failed" ? [`      ${" ".repeat(width)}  -> ${each.fix}`] : []),
  ]);
  const failures = checked.filter(({ result }) => result === "failed").length;
  const left = checked.filter(({ result }) => result === "skipped").length;
  return [...lines, "", `${checked.length - failures - left} passed, ${failures} failed, ${left} not checked`].join("\n");
}
