/** Values that follow a moving one at a slower pace, for pictures that must not hold up the large one. */
import { useEffect, useRef, useState } from 'react';

/** The value as it was when it last stood still for `quietMs`. */
export function useSettled<Value>(value: Value, quietMs: number): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    if (Object.is(value, settled)) return undefined;
    const timer = setTimeout(() => setSettled(() => value), quietMs);
    return () => clearTimeout(timer);
  }, [value, settled, quietMs]);
  return settled;
}

/** The value, renewed at most every `everyMs`; the last one always arrives. */
export function useThrottled<Value>(value: Value, everyMs: number): Value {
  const [shown, setShown] = useState(value);
  const last = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    if (Object.is(value, shown)) return undefined;
    const show = (): void => {
      last.current = performance.now();
      setShown(() => value);
    };
    const waitMs = last.current + everyMs - performance.now();
    const timer = setTimeout(show, Math.max(0, waitMs));
    return () => clearTimeout(timer);
  }, [value, shown, everyMs]);
  return shown;
}
