/** Text to the clipboard. */
import { PlaygroundError } from '../../errors.ts';

/** Copies by a hidden field, the way of pages without the asynchronous clipboard. */
function copyByField(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.setAttribute('readonly', '');
  field.className = 'visually-hidden';
  const holder = document.querySelector('dialog[open]') ?? document.body;
  const before = document.activeElement;
  holder.append(field);
  field.select();
  const copied = document.execCommand('copy');
  field.remove();
  if (before instanceof HTMLElement) before.focus({ preventScroll: true });
  return copied;
}

/**
 * Copies a text to the clipboard.
 * @throws PlaygroundError `export-failed` where the browser refuses.
 */
export async function copyText(text: string): Promise<void> {
  const clipboard = 'clipboard' in navigator ? navigator.clipboard : null;
  let cause: unknown = null;
  if (clipboard !== null) {
    try {
      await clipboard.writeText(text);
      return;
    } catch (thrown) {
      cause = thrown;
    }
  }
  if (!copyByField(text)) {
    throw new PlaygroundError(
      'export-failed',
      'The browser does not let this page write to the clipboard.',
      { where: 'clipboard' },
      cause,
    );
  }
}
