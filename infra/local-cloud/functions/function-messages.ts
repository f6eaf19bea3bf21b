/** What the host tells a function's process. */
export type HostToFunction =
  | { readonly kind: "clock"; readonly id: number; readonly lead: number }
  | { readonly kind: "invoke"; readonly id: number; readonly event: string; readonly requestId: string; readonly deadline: number };

/** What a function's process tells the host. `payload` is JSON; `error` is what the handler threw. */
export type FunctionToHost =
  | { readonly kind: "ready" }
  | { readonly kind: "moved"; readonly id: number }
  | { readonly kind: "returned"; readonly id: number; readonly payload: string }
  | { readonly kind: "threw"; readonly id: number; readonly error: { readonly errorType: string; readonly errorMessage: string } };
