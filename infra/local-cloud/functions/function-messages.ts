/** What the host asks a function's process. */
export type FunctionQuestion =
  | { readonly kind: "clock"; readonly lead: number }
  | { readonly kind: "invoke"; readonly event: string; readonly requestId: string; readonly deadline: number };

/** What a function's process answers. `payload` is JSON; `error` is what the handler threw. */
export type FunctionAnswer =
  | { readonly kind: "moved" }
  | { readonly kind: "returned"; readonly payload: string }
  | { readonly kind: "threw"; readonly error: { readonly errorType: string; readonly errorMessage: string } };

/** Its first message: the handler is loaded. */
export interface FunctionOpening {
  readonly kind: "ready";
}
