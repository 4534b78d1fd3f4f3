/** Errors and events of the engine as sentences. */
import type { BackendName, EngineNotice } from '../engine/types.ts';
import type { PlainError } from '../errors.ts';
import type { Notice } from '../state/types.ts';
import type { Strings } from '../teaching/language.tsx';

/** The sentence of an error: where, expected, found, what to do. */
export function describeError(strings: Strings, error: PlainError): string {
  return strings.errors.sentence(error.code, error.details);
}

/** Name of a backend as people write it. */
export function nameBackend(strings: Strings, backend: BackendName): string {
  return strings.shell.backend.names[backend];
}

/** The sentence of something that happened in the engine. */
export function describeEngineNotice(strings: Strings, notice: EngineNotice): string {
  const words = strings.errors.engine;
  switch (notice.kind) {
    case 'device-lost':
    case 'worker-restarted':
      return words[notice.kind]();
    case 'device-restored':
      return words['device-restored'](notice.milliseconds);
    case 'backend-changed':
      return words['backend-changed'](
        nameBackend(strings, notice.report.backend),
        notice.report.millisecondsPerFace,
      );
    case 'backend-failed': {
      const { backend, failure } = notice.report;
      const reason = failure === null ? '' : describeError(strings, failure);
      return words['backend-failed'](nameBackend(strings, backend), reason).trim();
    }
    case 'not-kept-offline':
      return words['not-kept-offline'](describeError(strings, notice.error));
  }
}

/** The sentence of a notice. */
export function describeNotice(strings: Strings, content: Notice['content']): string {
  switch (content.kind) {
    case 'error':
      return describeError(strings, content.error);
    case 'engine':
      return describeEngineNotice(strings, content.notice);
    case 'text':
      return strings.errors.notices[content.key];
  }
}
