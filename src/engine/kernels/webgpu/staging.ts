/**
 * A ring of buffers through which results come back. A buffer is lent for one read and returns when
 * its bytes have been copied out, so that several reads may be under way and none allocates.
 */

/** Free buffers kept at most; more are destroyed when they come back. */
const keptBuffers = 4;

/** Lends buffers that can be mapped for reading. */
export class StagingRing {
  readonly #device: GPUDevice;
  readonly #free: GPUBuffer[] = [];
  readonly #lent = new Set<GPUBuffer>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Bytes of all buffers, free and lent. */
  get bytes(): number {
    return [...this.#free, ...this.#lent].reduce((sum, buffer) => sum + buffer.size, 0);
  }

  /** A buffer of at least `size` bytes (and at most four times that); give it back with `read`. */
  lend(size: number): GPUBuffer {
    const fits = this.#free.findIndex((free) => free.size >= size && free.size <= 4 * size);
    const buffer =
      fits === -1
        ? this.#device.createBuffer({
            label: 'staging',
            size: 2 ** Math.ceil(Math.log2(Math.max(size, 256))),
            usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
          })
        : (this.#free.splice(fits, 1)[0] as GPUBuffer);
    this.#lent.add(buffer);
    return buffer;
  }

  /**
   * Waits for what was copied into a lent buffer, hands it to `use`, and takes the buffer back. The
   * bytes are gone once `use` returns. Rejects as `mapAsync` does.
   */
  async read(buffer: GPUBuffer, size: number, use: (bytes: ArrayBuffer) => void): Promise<void> {
    try {
      await buffer.mapAsync(GPUMapMode.READ, 0, size);
      use(buffer.getMappedRange(0, size));
      buffer.unmap();
      this.#free.push(buffer);
    } catch (error) {
      buffer.destroy();
      throw error;
    } finally {
      this.#lent.delete(buffer);
    }
    while (this.#free.length > keptBuffers) this.#free.shift()?.destroy();
  }

  /** Destroys every buffer; reads under way reject. */
  dispose(): void {
    for (const buffer of [...this.#free, ...this.#lent]) buffer.destroy();
    this.#free.length = 0;
    this.#lent.clear();
  }
}
