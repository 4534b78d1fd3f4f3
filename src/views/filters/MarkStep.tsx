/** Mark a concept: boxes on samples of a sheet, for several named concepts. */
import { ArrowRight, Package, Plus, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { PreparedConcept } from '../../formats/concepts.ts';
import type { MarkTool } from '../../state/filters/scene.ts';
import { conceptOf, countShapes, rangeFaces } from '../../state/filters/derived.ts';
import { sheetRange } from '../../state/filters/scene.ts';
import type { Strings } from '../../teaching/language.tsx';
import { useStrings } from '../../teaching/language.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import { Explain } from '../parts/Explain.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { Popover } from '../parts/Popover.tsx';
import { usePrepared, usePreparedConcepts, usePreparedName } from './prepared.ts';
import { SeedField } from '../parts/SeedField.tsx';
import { Segmented } from '../parts/Segmented.tsx';
import { joinClasses } from '../parts/classes.ts';
import { useActions } from '../services.tsx';
import { MarkEditor } from './MarkEditor.tsx';
import { MarkSheet } from './MarkSheet.tsx';
import styles from './MarkStep.module.css';
import { colourOf, letterOf } from './concepts.ts';
import { useSheet } from './maps.ts';
import { useFilters, useModel } from './scene.ts';

/** How the boxes of a prepared concept came about, in a sentence. */
function noteOf(prepared: PreparedConcept | undefined, words: Strings['filters']['mark']): string {
  return prepared?.isByHand === true ? words.preparedByHandNote : words.preparedNote;
}

/** Concepts that come with the model, and how their boxes were put. */
function PreparedMenu() {
  const words = useStrings().filters.mark;
  const known = usePreparedConcepts();
  const nameOf = usePreparedName();
  const { addPrepared } = useActions();
  if (known === null || known.concepts.length === 0) return null;
  return (
    <Popover label={words.prepared} trigger={words.prepared} icon={Package} variant="normal">
      {(close) => (
        <>
          <p>{noteOf(known.concepts[0], words)}</p>
          <ul className={styles.menu}>
            {known.concepts.map(({ id, marks, sheet }) => (
              <li key={id}>
                <Button
                  variant="plain"
                  onClick={() => {
                    addPrepared(id, words.preparedName(nameOf(id)));
                    close();
                  }}
                >
                  {nameOf(id)}
                  <span className={styles.quiet}>
                    {words.counts(
                      words.shapes(marks.reduce((sum, { boxes }) => sum + boxes.length, 0)),
                      String(marks.length),
                      String(sheet.count),
                    )}
                  </span>
                </Button>
              </li>
            ))}
          </ul>
          <p className={styles.quiet} lang="en">
            {words.how(known.rule)}
          </p>
        </>
      )}
    </Popover>
  );
}

/** The concepts, one of them selected, with its name. */
export function ConceptBar() {
  const { filters } = useStrings();
  const words = filters.mark;
  const { number } = filters.numbers;
  const concepts = useFilters((scene) => scene.concepts);
  const selected = useFilters((scene) => scene.concept);
  const { changeFilters, addConcept, renameConcept, removeConcept } = useActions();
  const concept = concepts[selected];
  const counts = concept === undefined ? null : countShapes(concept);
  const prepared = usePrepared();
  return (
    <section className={styles.concepts} aria-label={words.concepts}>
      <ul className={styles.chips}>
        {concepts.map(({ name, id }, index) => (
          <li key={id}>
            <button
              type="button"
              className={styles.chip}
              aria-pressed={index === selected}
              aria-label={words.concept(letterOf(index), name)}
              style={{ '--mark': colourOf(index) }}
              onClick={() => changeFilters({ concept: index, sample: 0 })}
            >
              <span className={styles.letter}>{letterOf(index)}</span>
              <span className={styles.chipName}>{name}</span>
            </button>
          </li>
        ))}
        <li>
          <IconButton
            icon={Plus}
            label={words.add}
            onClick={() => addConcept(words.unnamed(letterOf(concepts.length)))}
          />
        </li>
        <li>
          <PreparedMenu />
        </li>
      </ul>
      {concept !== undefined && counts !== null ? (
        <div className={styles.nameLine}>
          <label className={styles.name}>
            <span className="visually-hidden">{words.name}</span>
            <input
              key={concept.id}
              type="text"
              maxLength={40}
              defaultValue={concept.name}
              onBlur={(event) => renameConcept(selected, event.target.value.trim() || concept.name)}
              onKeyDown={(event) => {
                if (event.key === 'Enter') event.currentTarget.blur();
              }}
            />
          </label>
          <IconButton
            icon={Trash2}
            label={`${words.remove}: ${concept.name}`}
            onClick={() => removeConcept(selected)}
          />
          <p className={styles.counts} data-counts="">
            {words.counts(
              words.shapes(counts.shapes),
              number(counts.samples),
              number(concept.sheet.count),
            )}
          </p>
          {prepared !== null && <p className={styles.prepared}>{noteOf(prepared, words)}</p>}
        </div>
      ) : (
        <p className={joinClasses(styles.quiet, styles.noName)}>{words.empty}</p>
      )}
    </section>
  );
}

/** Seed and number of the samples; fixed once there are boxes on them. */
function SheetFields() {
  const { filters } = useStrings();
  const words = filters.mark;
  const sheet = useSheet();
  const concept = useFilters(conceptOf);
  const selected = useFilters((scene) => scene.concept);
  const concepts = useFilters((scene) => scene.concepts);
  const { changeFilters } = useActions();
  const isFixed = concept !== null && countShapes(concept).shapes > 0;
  const change = (seed: number, count: number): void => {
    const own = { sheetSeed: seed, sheetCount: count, sample: 0 };
    if (concept === null) changeFilters(own);
    else {
      const moved = { ...concept, sheet: { seed, firstIndex: 0, count } };
      changeFilters({ ...own, concepts: concepts.with(selected, moved) });
    }
  };
  if (isFixed) {
    return <p className={styles.quiet}>{words.fixed}</p>;
  }
  return (
    <div className={styles.fields}>
      <SeedField
        label={words.seed}
        value={sheet.seed}
        onChange={(seed) => change(seed, sheet.count)}
      />
      <NumberBox
        label={words.count}
        value={sheet.count}
        min={sheetRange.min}
        max={sheetRange.max}
        step={1}
        onValue={(count) => change(sheet.seed, count)}
      />
    </div>
  );
}

/** The second step. */
export function MarkStep() {
  const { filters } = useStrings();
  const words = filters.mark;
  const model = useModel();
  const sheet = useSheet();
  const sample = useFilters((scene) => Math.min(scene.sample, sheet.count - 1));
  const tool = useFilters((scene) => scene.tool);
  const { changeFilters } = useActions();
  const [begin, setBegin] = useState(0);
  const faces = useMemo(() => rangeFaces(model, sheet), [model, sheet]);
  const face = faces[sample];
  return (
    <div className={styles.mark}>
      <section className={styles.side} aria-label={words.heading}>
        <ConceptBar />
        <div className={styles.tools}>
          <Segmented<MarkTool>
            label={words.tool}
            value={tool}
            onChange={(next) => changeFilters({ tool: next })}
            options={[
              { value: 'box', label: words.box },
              { value: 'brush', label: words.brush },
            ]}
          />
          <span className={styles.quiet}>{words.cells}</span>
        </div>
        {face !== undefined && <MarkEditor face={face} begin={begin} />}
        <Button variant="primary" icon={ArrowRight} onClick={() => changeFilters({ step: 'fit' })}>
          {filters.steps.next(filters.steps.fit)}
        </Button>
      </section>
      <section className={styles.main} aria-labelledby="filters-sheet">
        <div className={styles.line}>
          <h2 id="filters-sheet">
            {words.sheet(filters.numbers.number(sheet.count), String(sheet.seed))}
          </h2>
          <SheetFields />
        </div>
        <MarkSheet faces={faces} onBegin={() => setBegin((count) => count + 1)} />
        <Explain text={words.rule} more={words.ruleMore} />
      </section>
    </div>
  );
}
