/** The part of gifenc 1.0.3 that is used; the package brings no types. */
declare module 'gifenc' {
  type Palette = number[][];

  interface FrameOptions {
    readonly palette: Palette;
    /** Milliseconds, rounded to hundredths of a second. */
    readonly delay: number;
    /** 0 repeats for ever, −1 plays once. Read from the first frame. */
    readonly repeat?: number;
  }

  interface Encoder {
    writeFrame(indices: Uint8Array, width: number, height: number, options: FrameOptions): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
    readonly stream: { writeBytes(bytes: ArrayLike<number>): void };
  }

  export function GIFEncoder(): Encoder;
  /** At most `colours` colours for RGBA pixels. Reads the whole buffer behind the view. */
  export function quantize(
    rgba: Uint8ClampedArray,
    colours: number,
    options: { readonly format: 'rgb565' | 'rgb444' },
  ): Palette;
}
