/** Figure 8: five faces that nobody picked, each moved along one direction in eleven steps. */
import { useId, useMemo } from 'react';
import {
  offerDirections,
  ownName,
  turnAmounts,
  turnExtent,
  turnFaces,
  turnPositions,
  turnSheetFaces,
} from '../../state/arithmetic/attributes.ts';
import type { Direction } from '../../state/arithmetic/attributes.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Explain } from '../parts/Explain.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { titled } from '../parts/modelTitle.ts';
import { Tile } from '../parts/Tile.tsx';
import { useActions } from '../services.tsx';
import { SaveButton } from './SaveButton.tsx';
import styles from './TurnPanel.module.css';
import { useBench, useDirections, useKnown, useModel } from './bench.ts';
import { planTurnSheet } from './figures.ts';

/** The directions that a sheet can be made of: the visitor's own first. */
export function useTurnDirections(): readonly Direction[] {
  const known = useKnown('directions');
  const all = useDirections();
  return useMemo(() => {
    const own = all.filter((one) => one.name === ownName);
    if (known == null) return own;
    const { first, more } = offerDirections(known);
    return [...own, ...first, ...more];
  }, [all, known]);
}

/** The panel. */
export function TurnPanel() {
  const strings = useStrings();
  const words = strings.arithmetic;
  const actions = useActions();
  const model = useModel();
  const known = useKnown('directions');
  const directions = useTurnDirections();
  const wanted = useBench((bench) => bench.turnDirection);
  const seed = useBench((bench) => bench.turnSeed);
  const direction = directions.find((one) => one.name === wanted) ?? directions[0];
  const id = useId();
  const rows = useMemo(
    () => (direction === undefined ? [] : turnSheetFaces(model, seed, direction)),
    [model, seed, direction],
  );
  if (known === undefined) return <p role="status">{words.attributes.loading}</p>;
  if (direction === undefined) return <p>{words.turn.none}</p>;
  const nameOf = (name: string): string =>
    name === ownName ? words.attributes.own : words.attribute(name);
  const amounts = turnAmounts(turnExtent);
  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <div className={styles.choice}>
          <label htmlFor={id}>{words.turn.direction}</label>
          <select
            id={id}
            value={direction.name}
            onChange={(event) => actions.setBench({ turnDirection: event.target.value })}
          >
            {directions.map((one) => (
              <option key={one.name} value={one.name}>
                {nameOf(one.name)}
              </option>
            ))}
          </select>
        </div>
        <SeedField
          label={words.turn.seed}
          value={seed}
          onChange={(turnSeed) => actions.setBench({ turnSeed })}
        />
        <SaveButton
          label={words.turn.save}
          plan={() =>
            planTurnSheet(titled(strings, model), rows, {
              name: nameOf(direction.name),
              seed,
              words,
            })
          }
        />
      </div>
      <div className={styles.scroller}>
        <ol
          className={styles.sheet}
          style={{ '--columns': turnPositions }}
          aria-label={words.turn.label(nameOf(direction.name), turnFaces, turnPositions)}
        >
          {rows.flatMap((row, r) =>
            row.map((face, c) => (
              <li key={`${r} ${c}`} data-middle={c === (turnPositions - 1) / 2 ? '' : undefined}>
                <Tile
                  face={face}
                  source={{ kind: 'drawn', name: `turn-${r}-${c}` }}
                  label={words.turn.cell(r + 1, words.numbers.number(amounts[c] ?? 0, 1))}
                  priority="background"
                />
              </li>
            )),
          )}
        </ol>
      </div>
      <Explain text={words.turn.why} more={words.turn.more} />
    </div>
  );
}
