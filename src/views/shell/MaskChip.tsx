/** The mask that acts on every face: its name, its way off, and the masks that are kept. */
import { Download, FolderOpen, Grid3x3, Trash2 } from 'lucide-react';
import { maskInForce } from '../../state/filters/maskSlice.ts';
import type { NamedMask } from '../../model/namedMask.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import { Popover } from '../parts/Popover.tsx';
import { downloadBlob } from '../parts/download.ts';
import { useImportMask } from '../parts/useImportMask.ts';
import { useActions, useStore } from '../services.tsx';
import styles from './MaskChip.module.css';

/** Number of maps that a mask changes. */
function countMaps(mask: NamedMask['mask']): number {
  return Object.values(mask).reduce(
    (sum, factors) => sum + Object.values(factors).filter((factor) => factor !== 1).length,
    0,
  );
}

/** One kept mask. */
function MaskLine({ named, isOn }: { readonly named: NamedMask; readonly isOn: boolean }) {
  const words = useStrings().filters.masks;
  const modelId = useStore((state) => state.scene?.modelId);
  const { switchMaskOn, setMask, removeMask, exportMask } = useActions();
  const announce = useAnnounce();
  const { origin } = named;
  const made =
    origin.kind === 'hand'
      ? words.origins.hand
      : origin.isPrepared
        ? words.origins.prepared(origin.concept)
        : words.origins.fit(origin.concept);
  const layers = Object.keys(named.mask).join(', ');
  const isForeign = named.modelId !== modelId;
  const toggle = (): void => {
    if (isOn) {
      setMask({});
      announce(words.off);
      return;
    }
    switchMaskOn(named.id);
    if (!isForeign) announce(words.on(named.name));
  };
  return (
    <li className={styles.line}>
      <label className={styles.name}>
        <input
          type="checkbox"
          checked={isOn}
          aria-label={words.open(named.name)}
          onChange={toggle}
        />
        <span>
          <strong>{named.name}</strong>
          <span className={styles.facts}>
            {words.maps(countMaps(named.mask))} · {layers} · {made}
            {isForeign && ` · ${words.otherModel(named.modelId)}`}
          </span>
        </span>
      </label>
      <IconButton
        icon={Download}
        label={words.exportFile(named.name)}
        onClick={() => {
          const text = exportMask(named.id);
          if (text === null) return;
          const blob = new Blob([text], { type: 'application/json' });
          downloadBlob(blob, `${named.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.mask.json`);
        }}
      />
      <IconButton
        icon={Trash2}
        label={words.remove(named.name)}
        onClick={() => removeMask(named.id)}
      />
    </li>
  );
}

/** Says that channels of the generator are scaled, while some are; opens the masks that are kept. */
export function MaskChip() {
  const { filters } = useStrings();
  const words = filters.masks;
  const mask = useStore((state) => state.mask);
  const masks = useStore((state) => state.masks);
  const modelId = useStore((state) => state.scene?.modelId);
  const { setMask } = useActions();
  const announce = useAnnounce();
  const openFile = useImportMask();
  const maps = countMaps(mask);
  const named = maskInForce(mask, masks, modelId);
  const name = named?.name ?? words.unnamed;
  if (maps === 0 && masks.length === 0) return null;
  return (
    <Popover
      label={words.heading}
      icon={Grid3x3}
      className={styles.chip ?? ''}
      trigger={
        <span className={styles.text} data-mask-on={maps > 0 ? '' : undefined}>
          {maps > 0 ? words.chip(name, words.maps(maps)) : words.heading}
        </span>
      }
    >
      <h2 className={styles.title}>{words.heading}</h2>
      {maps > 0 && (
        <div className={styles.inForce}>
          <p>{words.on(name)}</p>
          <Button
            onClick={() => {
              setMask({});
              announce(words.off);
            }}
          >
            {words.stopUsing}
          </Button>
        </div>
      )}
      {masks.length === 0 ? (
        <p>{words.none}</p>
      ) : (
        <ul className={styles.list}>
          {masks.map((one) => (
            <MaskLine key={one.id} named={one} isOn={one.id === named?.id} />
          ))}
        </ul>
      )}
      <Button icon={FolderOpen} onClick={openFile}>
        {words.importFile}
      </Button>
    </Popover>
  );
}
