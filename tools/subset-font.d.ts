/** The part of subset-font (which brings no types) that tools/subsetFont.mjs uses. */
declare module 'subset-font' {
  interface SubsetOptions {
    targetFormat?: 'truetype' | 'woff' | 'woff2';
    variationAxes?: Record<string, { min: number; max: number; default: number }>;
    keepFeatures?: string[];
    preserveNameIds?: number[];
    noHinting?: boolean;
    keepAllGlyphs?: boolean;
  }
  /** The font cut to the characters of `text`; with `keepAllGlyphs` the text must be empty. */
  export default function subsetFont(
    font: Buffer,
    text: string,
    options?: SubsetOptions,
  ): Promise<Buffer>;
}
