import type { SeedProgress } from "./seed-tree.js";

const STEP = 0.05;
const PATIENCE = 5_000;

/** Says how far the work is, a line each 5 % or 5 seconds and at the start of each step. */
export function progressLines(write: (line: string) => void): (progress: SeedProgress) => void {
  const start = Date.now();
  let last = { step: "", done: 0, at: start };
  return ({ step, done }) => {
    const at = Date.now();
    if (step === last.step && done < last.done + STEP && at < last.at + PATIENCE) return;
    last = { step, done, at };
    write(`${String(Math.floor(done * 100)).padStart(3)} %  ${((at - start) / 1000).toFixed(1).padStart(6)} s  ${step}\n`);
  };
}
