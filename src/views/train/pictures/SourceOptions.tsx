/** What can be chosen of the present source. */
import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import {
  attributesOf,
  canLabelMore,
  countBounds,
  sizeOf,
  sizesOf,
} from '../../../state/train/pictures/options.ts';
import type { PicturesStore } from '../../../state/train/pictures/picturesStore.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { NumberBox } from '../../parts/NumberBox.tsx';
import { SeedField } from '../../parts/SeedField.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { SliderField } from '../../parts/SliderField.tsx';
import { FileChooser } from './FileChooser.tsx';
import styles from './SourceOptions.module.css';
import { choicesOf } from './choices.ts';

/** The fields of the source, and size and channels of every set. */
export function SourceOptions({ pictures }: { readonly pictures: StoreApi<PicturesStore> }) {
  const words = useStrings().pictures;
  const { source, options } = useStore(pictures);
  const { setOptions } = pictures.getState();
  const isDrawn = source !== 'files' && source !== 'url';
  const sizes = sizesOf(source);
  return (
    <div className={styles.options}>
      {source === 'files' && <FileChooser pictures={pictures} />}
      {source === 'avatars' && (
        <>
          <Segmented
            showLabel
            label={words.options.style}
            options={choicesOf(words.options.styles)}
            value={options.style}
            onChange={(style) => setOptions({ style, size: style === 'pixel' ? 32 : 64 })}
          />
          <fieldset className={styles.attributes}>
            <legend>{words.options.labelBy}</legend>
            {attributesOf(options.style).map((name) => {
              const isChosen = options.attributes.includes(name);
              return (
                <label key={name} className={styles.attribute}>
                  <input
                    type="checkbox"
                    checked={isChosen}
                    disabled={!isChosen && !canLabelMore(options)}
                    onChange={() =>
                      setOptions({
                        attributes: isChosen
                          ? options.attributes.filter((other) => other !== name)
                          : [...options.attributes, name],
                      })
                    }
                  />
                  {words.attributes[name] ?? name}
                </label>
              );
            })}
          </fieldset>
        </>
      )}
      {source === 'glyphs' && (
        <>
          <Segmented
            showLabel
            label={words.options.alphabet}
            options={choicesOf(words.options.alphabets)}
            value={options.alphabet}
            onChange={(alphabet) => setOptions({ alphabet })}
          />
          <SliderField
            label={words.options.distortion}
            min={0}
            max={1}
            step={0.05}
            value={options.distortion}
            onChange={(distortion) => setOptions({ distortion })}
            onCommit={() => undefined}
          />
        </>
      )}
      {source === 'shapes' && (
        <Segmented
          showLabel
          label={words.options.shapeLabel}
          options={choicesOf(words.options.shapeLabels)}
          value={options.shapeLabel}
          onChange={(shapeLabel) => setOptions({ shapeLabel })}
        />
      )}
      {source === 'files' && (
        <Segmented
          showLabel
          label={words.options.fit}
          options={choicesOf(words.options.fits)}
          value={options.fit}
          onChange={(fit) => setOptions({ fit })}
        />
      )}
      {source === 'url' && (
        <Segmented
          showLabel
          label={words.options.download}
          options={choicesOf(words.options.downloads)}
          value={options.download}
          onChange={(download) => setOptions({ download })}
        />
      )}
      <div className={styles.row}>
        <Segmented
          showLabel
          label={words.options.size}
          options={sizes.map((value) => ({ value: `${value}`, label: `${value}×${value}` }))}
          value={`${sizeOf(source, options)}`}
          onChange={(text) => {
            const chosen = sizes.find((value) => `${value}` === text);
            if (chosen !== undefined) setOptions({ size: chosen });
          }}
        />
        <Segmented
          showLabel
          label={words.options.colour}
          options={choicesOf(words.options.colours)}
          value={options.channels === 1 ? 'grey' : 'colour'}
          onChange={(depth) => setOptions({ channels: depth === 'grey' ? 1 : 3 })}
        />
      </div>
      {isDrawn && (
        <div className={styles.row}>
          <NumberBox
            label={words.options.count}
            {...countBounds}
            step={500}
            value={options.count}
            onValue={(count) => setOptions({ count })}
          />
          <SeedField
            label={words.options.seed}
            value={options.seed}
            onChange={(seed) => setOptions({ seed })}
          />
        </div>
      )}
    </div>
  );
}
