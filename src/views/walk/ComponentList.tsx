/** The components as numbers, each with a lock. */
import { Lock, LockOpen } from 'lucide-react';
import { memo, useCallback, useMemo } from 'react';
import type { Face } from '../../latent/face.ts';
import { useStrings } from '../../teaching/language.tsx';
import { IconButton } from '../parts/Button.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { useActions, useStoreApi } from '../services.tsx';
import styles from './ComponentsPanel.module.css';
import type { ComponentRange } from './brush.ts';

interface ComponentRowProps {
  readonly index: number;
  readonly value: number;
  readonly range: ComponentRange;
  readonly locked: boolean;
  readonly onValue: (index: number, value: number) => void;
  readonly onLock: (index: number) => void;
}

/** One component; rendered again only when its own value or lock changes. */
const ComponentRow = memo(function ComponentRow({
  index,
  value,
  range,
  locked,
  onValue,
  onLock,
}: ComponentRowProps) {
  const words = useStrings().walk.components;
  const name = String(index);
  return (
    <li className={styles.component} data-locked={locked ? '' : undefined}>
      <span aria-hidden="true">{index}</span>
      <NumberBox
        label={words.number(name)}
        hideLabel
        value={value}
        min={range.min}
        max={range.max}
        step={0.01}
        disabled={locked}
        onValue={(typed) => onValue(index, typed)}
        after={
          <IconButton
            icon={locked ? Lock : LockOpen}
            label={locked ? words.unlock(name) : words.lock(name)}
            aria-pressed={locked}
            onClick={() => onLock(index)}
          />
        }
      />
    </li>
  );
});

/** The list. */
export function ComponentList({
  face,
  range,
  locked,
}: {
  readonly face: Face;
  readonly range: ComponentRange;
  readonly locked: readonly number[];
}) {
  const walk = useStrings().walk;
  const actions = useActions();
  const store = useStoreApi();
  const lockedSet = useMemo(() => new Set(locked), [locked]);
  const onValue = useCallback(
    (index: number, value: number) => actions.paintComponents({ [index]: value }),
    [actions],
  );
  const onLock = useCallback(
    (index: number) => {
      const now = new Set(store.getState().scene?.locked);
      if (!now.delete(index)) now.add(index);
      actions.setLocked([...now].toSorted((a, b) => a - b));
    },
    [actions, store],
  );
  return (
    <ol className={styles.list} aria-label={walk.components.list}>
      {Array.from(face.z, (value, index) => (
        <ComponentRow
          key={index}
          index={index}
          value={value}
          range={range}
          locked={lockedSet.has(index)}
          onValue={onValue}
          onLock={onLock}
        />
      ))}
    </ol>
  );
}
