/** A face looked at closely: its picture, its z, where it came from. */
import { ClipboardCopy, X } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { toPlainError } from '../../errors.ts';
import type { Face } from '../../latent/face.ts';
import { normOf, shellOfModel } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import { FaceCanvas } from '../parts/FaceCanvas.tsx';
import { colourLimit, useConfig } from '../parts/FaceFacts.tsx';
import { NormGauge } from '../parts/NormGauge.tsx';
import { ZPicture, columnsOf } from '../parts/ZPicture.tsx';
import { copyText } from '../parts/copyText.ts';
import { describeOrigin, latentText } from '../parts/latentText.ts';
import { modelTitle } from '../parts/modelTitle.ts';
import { useActions, useStore } from '../services.tsx';
import styles from './Inspector.module.css';

/** Side of the picture and of the z-picture beside it, in CSS pixels. */
const side = 256;

function Inspected({ face }: { readonly face: Face }) {
  const strings = useStrings();
  const words = strings.shell.inspector;
  const config = useConfig(face.modelId);
  const { notify } = useActions();
  const textId = useId();
  const text = latentText(face);
  const origin = describeOrigin(strings, face);
  const size = config?.imageSize ?? 64;
  const copy = (): void => {
    copyText(text).then(
      () => notify('success', { kind: 'text', key: 'latent-copied' }),
      (thrown: unknown) =>
        notify('error', { kind: 'error', error: toPlainError(thrown), retry: false }),
    );
  };
  return (
    <div className={styles.body}>
      <div className={styles.pictures}>
        <FaceCanvas
          face={face}
          scale={Math.max(1, Math.floor(side / size))}
          label={words.picture(origin)}
        />
        <ZPicture
          z={face.z}
          scale={side / columnsOf(face.z.length)}
          label={words.componentsOf(face.z.length)}
          {...(config === null ? {} : { limit: colourLimit(config.prior) })}
        />
      </div>
      <dl className={styles.facts}>
        <dt>{words.origin}</dt>
        <dd>{origin}</dd>
        <dt>{words.model}</dt>
        <dd>{modelTitle(strings, face.modelId, config?.title ?? face.modelId)}</dd>
        {config !== null && (
          <>
            <dt>{words.length}</dt>
            <dd>
              <NormGauge norm={normOf(face)} shell={shellOfModel(config)} />
            </dd>
          </>
        )}
      </dl>
      <div className={styles.textField}>
        <label htmlFor={textId}>{words.text}</label>
        <textarea id={textId} readOnly rows={4} value={text} spellCheck={false} />
        <Button icon={ClipboardCopy} onClick={copy}>
          {words.copy}
        </Button>
      </div>
    </div>
  );
}

/** The dialog; open while the store names a face to inspect. */
export function Inspector() {
  const strings = useStrings();
  const face = useStore((state) => state.inspected);
  const { inspect } = useActions();
  const dialog = useRef<HTMLDialogElement>(null);
  const open = face !== null;
  useEffect(() => {
    const element = dialog.current;
    if (element === null) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);
  const titleId = useId();
  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby={titleId}
      onClose={() => inspect(null)}
      closedby="any"
    >
      <div className={styles.content}>
        <div className={styles.head}>
          <h2 id={titleId}>{strings.shell.inspector.title}</h2>
          <IconButton icon={X} label={strings.parts.close} onClick={() => inspect(null)} />
        </div>
        {face !== null && <Inspected face={face} />}
      </div>
    </dialog>
  );
}
