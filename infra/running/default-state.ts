/** State folder when `--state` names no other. */
export const defaultState = ".local";
