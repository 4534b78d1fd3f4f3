/** Sentences for the visitor that go away by themselves or by hand. */
import { CircleAlert, CircleCheck, Info, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Notice } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { describeNotice } from '../describeError.ts';
import { Button, IconButton } from '../parts/Button.tsx';
import { useActions, useStore } from '../services.tsx';
import styles from './Notices.module.css';

/** How long a notice stays that asks for nothing. */
const stayMs = 8000;

const icons = { info: Info, success: CircleCheck, error: CircleAlert };

function NoticeLine({ notice }: { readonly notice: Notice }) {
  const strings = useStrings();
  const { dismiss, retry } = useActions();
  const [held, setHeld] = useState(false);
  const { content, id, tone } = notice;
  const passing = tone !== 'error' && !(content.kind === 'text' && content.key === 'update-ready');

  useEffect(() => {
    if (!passing || held) return undefined;
    const timer = setTimeout(() => dismiss(id), stayMs);
    return () => clearTimeout(timer);
  }, [passing, held, dismiss, id]);

  const IconDrawing = icons[tone];
  return (
    // Looking at a notice keeps it; nothing here is operated by the handlers.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      className={styles.notice}
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <IconDrawing className={styles.icon} aria-hidden="true" />
      <p>{describeNotice(strings, content)}</p>
      {content.kind === 'error' && content.retry && (
        <Button
          onClick={() => {
            dismiss(id);
            void retry();
          }}
        >
          {strings.errors.retry}
        </Button>
      )}
      <IconButton icon={X} label={strings.errors.dismiss} onClick={() => dismiss(id)} />
    </li>
  );
}

/** The list of notices over the lower right of the page; read aloud as they come. */
export function Notices() {
  const words = useStrings().shell;
  const notices = useStore((state) => state.notices);
  return (
    <section aria-label={words.notices} className={styles.region}>
      <ul aria-live="polite" aria-relevant="additions" className={styles.list}>
        {notices.map((notice) => (
          <NoticeLine key={notice.id} notice={notice} />
        ))}
      </ul>
    </section>
  );
}
