/** The list of notices: what is said once, replaced by its repetition, and bounded. */
import type { Notice } from './types.ts';

/** Notices on screen at a time; the oldest goes when there are more. */
const mostNotices = 4;

/** Names what a notice is about; a newer notice of the same name takes the older one's place. */
export function noticeKey(content: Notice['content']): string {
  if (content.kind === 'error') return `error:${content.error.code}:${content.error.message}`;
  return content.kind === 'engine' ? `engine:${content.notice.kind}` : `text:${content.key}`;
}

/** The list with a new notice at its end. */
export function addNotice(notices: readonly Notice[], added: Notice): readonly Notice[] {
  const key = noticeKey(added.content);
  const others = notices.filter((notice) => noticeKey(notice.content) !== key);
  return [...others, added].slice(-mostNotices);
}
