/** Numbers as a language writes them. */

/** Formats of one language. */
export interface NumberFormats {
  /** A number with a fixed count of decimals; a true minus sign. */
  number(value: number, decimals?: number): string;
  /** A size in kB or MB, decimal as files are listed. */
  bytes(value: number): string;
  /** Milliseconds: one decimal below ten. */
  milliseconds(value: number): string;
  /** A small number with two digits that count. */
  small(value: number): string;
}

/** Makes the formats of a locale such as `en-GB` or `ko-KR`. */
export function createNumberFormats(locale: string): NumberFormats {
  const cache = new Map<number, Intl.NumberFormat>();
  const fixed = (decimals: number): Intl.NumberFormat => {
    const known = cache.get(decimals);
    if (known !== undefined) return known;
    const made = new Intl.NumberFormat(locale, {
      minimumFractionDigits: decimals,
      maximumFractionDigits: decimals,
    });
    cache.set(decimals, made);
    return made;
  };
  const number = (value: number, decimals = 0): string =>
    fixed(decimals).format(value).replace('-', '−');
  const small = new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 });
  return {
    number,
    bytes: (value) =>
      value < 1e6 ? `${number(value / 1e3)} kB` : `${number(value / 1e6, value < 1e8 ? 1 : 0)} MB`,
    milliseconds: (value) => `${number(value, value < 10 ? 1 : 0)} ms`,
    small: (value) => small.format(value),
  };
}
