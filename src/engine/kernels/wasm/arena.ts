/** Memory of one executor: places are handed out once and live until all of it is dropped. */
import { PlaygroundError } from '../../../errors.ts';

const pageBytes = 65536;
/** Places start at cache lines. */
const alignment = 64;

/** Hands out places in a WebAssembly memory that grows as needed; new places are zero. */
export class Arena {
  readonly memory = new WebAssembly.Memory({ initial: 1 });
  // Address 0 stays free, so that it never is a valid place.
  private end = alignment;
  private floatView = new Float32Array(this.memory.buffer);
  private wordView = new Int32Array(this.memory.buffer);

  /** Bytes of the memory now. */
  get bytes(): number {
    return this.memory.buffer.byteLength;
  }

  /** All of the memory as floats; ask again after every {@link allocate}. */
  get floats(): Float32Array<ArrayBuffer> {
    this.refresh();
    return this.floatView;
  }

  /** All of the memory as 32-bit integers; ask again after every {@link allocate}. */
  get words(): Int32Array<ArrayBuffer> {
    this.refresh();
    return this.wordView;
  }

  /**
   * The address of a new place of `bytes` zeros.
   * @throws PlaygroundError `backend-unavailable` when there is no more memory.
   */
  allocate(bytes: number): number {
    const address = this.end;
    const end = address + Math.ceil(bytes / alignment) * alignment;
    const missing = end - this.bytes;
    if (missing > 0) {
      try {
        this.memory.grow(Math.ceil(missing / pageBytes));
      } catch (cause) {
        throw new PlaygroundError(
          'backend-unavailable',
          `No memory for the WebAssembly kernels: ${end} bytes are needed.`,
          { backend: 'wasm', expected: end, found: this.bytes },
          cause,
        );
      }
    }
    this.end = end;
    return address;
  }

  private refresh(): void {
    if (this.floatView.buffer !== this.memory.buffer) {
      this.floatView = new Float32Array(this.memory.buffer);
      this.wordView = new Int32Array(this.memory.buffer);
    }
  }
}
