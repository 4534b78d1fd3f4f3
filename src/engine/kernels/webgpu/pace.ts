/**
 * How many faces one submission may have, so that the device is never held for long: the page is
 * drawn by the same device, and an operating system may reset one that does not answer.
 */

/** Milliseconds that a submission should take at most. */
const submissionMilliseconds = 40;
/** Faces from which larger submissions gain nothing to speak of; below it they do. */
const leastFaces = 4;
/** Faces of the first submissions, when nothing is known. */
const firstFaces = 8;
/** How much slower the device may seem from one call to the next; a busy moment is soon forgotten. */
const mostSlowdown = 2;

/** Learns from the calls themselves what the device can do. */
export class Pace {
  #millisecondsPerFace: number | null = null;

  /** Faces a submission of the next call may have, without regard to memory. */
  get faces(): number {
    if (this.#millisecondsPerFace === null) return firstFaces;
    return Math.max(leastFaces, Math.floor(submissionMilliseconds / this.#millisecondsPerFace));
  }

  /** Takes note of a call that had the device to itself: its faces, and its time with everything. */
  observe(faces: number, milliseconds: number): void {
    const perFace = Math.max(milliseconds, 1e-3) / faces;
    const known = this.#millisecondsPerFace ?? perFace;
    // A call of few faces is mostly waiting: it says only how slow a face can be.
    this.#millisecondsPerFace = Math.min(perFace, known * mostSlowdown);
  }
}
