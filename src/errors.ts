/**
 * The one error of the project. It carries what a sentence to the visitor needs (which file or
 * field, what was expected, what was found, what to do) as data, so that the views can say it in
 * the visitor's language, and it has a plain form that crosses worker borders.
 */

/** Every kind of failure the page can explain. One sentence per code and language in `teaching/strings`. */
export type ErrorCode =
  | 'bad-argument' // a caller of the console API passed something else than documented
  | 'download-failed' // network or HTTP status; retryable
  | 'file-altered' // SHA-256 differs from config.json
  | 'file-truncated' // fewer bytes than announced
  | 'bad-file' // not the format it should be
  | 'unknown-version' // a format version newer than this page
  | 'shape-mismatch' // a tensor of another shape than the architecture says
  | 'unknown-model'
  | 'missing-network' // the model has no network of this kind
  | 'backend-unavailable'
  | 'self-test-failed'
  | 'device-lost'
  | 'worker-crashed'
  | 'aborted'
  | 'bad-link'
  | 'storage-failed'
  | 'export-failed'
  | 'too-few-boxes' // boxes on too few pictures to fit anything
  | 'nothing-outside' // boxes cover every position of the pictures
  | 'other-model' // a file or mask of another model
  | 'too-few-pictures' // to train on
  | 'too-many-pictures'
  | 'pictures-equal' // every picture of a set is the same
  | 'archive-too-large' // a zip that would unpack to more than is read
  | 'storage-full' // the browser gives this page no more room
  | 'internal';

/** Values that fill the blanks of the sentence: where, expected, found, and so on. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** Structured-clone-safe form of {@link PlaygroundError}. */
export interface PlainError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: ErrorDetails;
}

/** An error with a code, an English message, and the values a translated sentence is made of. */
export class PlaygroundError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'PlaygroundError';
    this.code = code;
    this.details = details;
  }
}

/** The plain form of anything that was thrown; unknown errors become `internal` and keep their message. */
export function toPlainError(thrown: unknown): PlainError {
  if (thrown instanceof PlaygroundError) {
    return { code: thrown.code, message: thrown.message, details: thrown.details };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return { code: 'internal', message, details: { found: message } };
}

/** Rebuilds an error from its plain form. */
export function fromPlainError(plain: PlainError): PlaygroundError {
  return new PlaygroundError(plain.code, plain.message, plain.details);
}

/** Anything that was thrown as a {@link PlaygroundError}; what is one already stays the same object. */
export function asPlaygroundError(thrown: unknown): PlaygroundError {
  if (thrown instanceof PlaygroundError) return thrown;
  const { code, message, details } = toPlainError(thrown);
  return new PlaygroundError(code, message, details, thrown);
}

/** A `bad-argument` that says which argument, what it should have been, and what it was. */
export function badArgument(
  where: string,
  expected: string | number,
  found: string | number,
): PlaygroundError {
  const message = `${where}: expected ${expected}; found ${found}.`;
  return new PlaygroundError('bad-argument', message, { where, expected, found });
}
