/** What the view drops at present: maps of the layer and the factor on them, and how to change it. */
import { useCallback, useMemo } from 'react';
import type { ChannelMask } from '../../model/arrays.ts';
import { draftOf } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { afterFrame } from '../parts/afterFrame.ts';
import { useActions } from '../services.tsx';
import { useFit } from './fit.ts';
import { useFilterStamp } from './inputStamp.ts';
import { useFilters, useLayer } from './scene.ts';

/** The mask that is being made. */
export interface Draft {
  /** Maps of the layer, ascending. */
  readonly channels: readonly number[];
  readonly dropped: ReadonlySet<number>;
  readonly factor: number;
  /** Maps that the layer has. */
  readonly of: number;
  readonly mask: ChannelMask;
}

/** The draft; the same objects until something it depends on changes. */
export function useDraft(): Draft {
  const layer = useLayer();
  const { fitted } = useFit();
  const selection = useFilters((scene) => scene.selection);
  const topCount = useFilters((scene) => scene.topCount);
  const hand = useFilters((scene) => scene.hand);
  const factor = useFilters((scene) => scene.factor);
  return useMemo(() => {
    const draft =
      layer === null
        ? { channels: [], mask: {} }
        : draftOf({ selection, topCount, hand, factor }, layer, fitted);
    return { ...draft, dropped: new Set(draft.channels), factor, of: layer?.channels ?? 0 };
  }, [layer, selection, topCount, hand, factor, fitted]);
}

/** Drops a map or takes it back; from then on maps are chosen by hand. */
export function useToggleMap(): (channel: number, timeStamp: number) => void {
  const { filters } = useStrings();
  const { channels, dropped, factor, of } = useDraft();
  const { changeFilters, commit } = useActions();
  const announce = useAnnounce();
  const stamp = useFilterStamp();
  return useCallback(
    (channel, timeStamp) => {
      const isDropped = dropped.has(channel);
      const hand = isDropped
        ? channels.filter((other) => other !== channel)
        : [...channels, channel].toSorted((a, b) => a - b);
      // What is "dropped" at a factor of 1 would not be seen to be.
      changeFilters(
        { selection: 'hand', hand, map: channel, ...(factor === 1 ? { factor: 0 } : {}) },
        { live: true },
      );
      stamp(timeStamp);
      // The browser takes a while to write a step of the history: not before the picture.
      afterFrame(() => {
        commit();
        const { number } = filters.numbers;
        const count = filters.dropped.count(number(hand.length), number(of));
        const say = isDropped ? filters.grid.toggledOn : filters.grid.toggledOff;
        announce(say(String(channel), count));
      });
    },
    [announce, stamp, changeFilters, commit, channels, dropped, factor, filters, of],
  );
}
