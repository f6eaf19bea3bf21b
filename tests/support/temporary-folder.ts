import { spawn } from "node:child_process";
import { mkdtempSync } from "node:fs";
import type { Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

let root: string | undefined;

/** A new empty folder. It is removed when this process or worker thread ends, however it ends. */
export function temporaryFolder(name: string): string {
  root ??= guardedRoot();
  return mkdtempSync(join(root, `${name}-`));
}

/**
 * The folder of this process, or thread, in the system's temporary folder. A shell that waits for the end of a pipe removes it: runners end
 * their workers by a signal or terminate threads, and neither runs an exit handler. It tries again while engines are still ending.
 */
function guardedRoot(): string {
  const folder = mkdtempSync(join(tmpdir(), "ecovalue-test-"));
  const script = 'read -r _; for _ in 1 2 3 4 5; do rm -rf "$1" && exit; sleep 1; done';
  const remover = spawn("/bin/sh", ["-c", script, "sh", folder], { stdio: ["pipe", "ignore", "ignore"], detached: true });
  remover.unref();
  // Spawned with a pipe, it is a socket.
  (remover.stdin as Socket).unref();
  return folder;
}
