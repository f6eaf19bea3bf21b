import { appendFile } from "node:fs/promises";

/** A request that was answered, as far as an access log can tell of it. */
export interface AnsweredRequest {
  readonly requestId: string;
  readonly requestTime: string;
  /** Absent if no route fitted. */
  readonly routeKey: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly sourceIp: string;
  readonly status: number;
  readonly milliseconds: number;
  readonly bytes: number;
  /** Claims of the token; none on public routes and if it was refused. */
  readonly claims: Readonly<Record<string, string>>;
  /** What Lambda answered to the invocation, whatever the function returned; none if it was not invoked. */
  readonly integrationStatus: number | undefined;
  /** Why the authorizer refused it. */
  readonly refusal: string | undefined;
}

const variables: Readonly<Record<string, (request: AnsweredRequest) => string | number | undefined>> = {
  requestId: ({ requestId }) => requestId,
  requestTime: ({ requestTime }) => requestTime,
  routeKey: ({ routeKey }) => routeKey,
  httpMethod: ({ method }) => method,
  path: ({ path }) => path,
  "identity.sourceIp": ({ sourceIp }) => sourceIp,
  status: ({ status }) => status,
  responseLatency: ({ milliseconds }) => Math.round(milliseconds),
  responseLength: ({ bytes }) => bytes,
  integrationStatus: ({ integrationStatus }) => integrationStatus,
  "authorizer.error": ({ refusal }) => refusal,
};
const claim = /^authorizer\.claims\.(.+)$/;

/**
 * Writes a line for each request in the format of a stage's access log, where `$context.NAME` stands for a value and `-` for none. Throws on
 * a name that it does not know: a log that differs from the deployed one would prove nothing.
 */
export function accessLog(format: string, file: string): (request: AnsweredRequest) => void {
  const pattern = /\$context\.([\w.]+)/g;
  const unknown = [...format.matchAll(pattern)]
    .map(([, name = ""]) => name)
    .filter((name) => !Object.hasOwn(variables, name) && !claim.test(name));
  if (unknown.length > 0) throw new Error(`the local cloud's access log knows no $context.${unknown.join(", $context.")}`);
  // One after the other: lines stand in the order of the answers.
  let written: Promise<void> = Promise.resolve();
  return (request) => {
    const line = format.replace(pattern, (_whole, name: string) => {
      const value = variables[name]?.(request) ?? request.claims[claim.exec(name)?.[1] ?? ""];
      return String(value ?? "-");
    });
    written = written.then(() => appendFile(file, `${line}\n`)).catch(() => {});
  };
}
