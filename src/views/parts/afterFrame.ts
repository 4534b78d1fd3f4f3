/** Work that nobody waits for. */

/** Runs `work` in a task of its own when the page has shown what changed until now. */
export function afterFrame(work: () => void): void {
  requestAnimationFrame(() => setTimeout(work));
}
