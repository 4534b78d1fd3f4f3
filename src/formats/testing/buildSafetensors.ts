/** Writes safetensors, good and bad, for tests. */

/** A tensor as it is stored. */
export interface Part {
  dtype: string;
  shape: number[];
  bytes: Uint8Array;
}

/** A file of these tensors in order; `change` may spoil its header. */
export function build(
  parts: Record<string, Part>,
  change?: (header: Record<string, unknown>) => void,
): ArrayBuffer {
  const header: Record<string, unknown> = {};
  let offset = 0;
  for (const [name, { dtype, shape, bytes }] of Object.entries(parts)) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] };
    offset += bytes.length;
  }
  change?.(header);
  return assemble(
    JSON.stringify(header),
    Object.values(parts).map((part) => part.bytes),
  );
}

/** A file with this header, whatever it says. */
export function assemble(headerText: string, blobs: Uint8Array[]): ArrayBuffer {
  const head = new TextEncoder().encode(headerText);
  const size = blobs.reduce((sum, blob) => sum + blob.length, 0);
  const file = new Uint8Array(8 + head.length + size);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let offset = 8 + head.length;
  for (const blob of blobs) {
    file.set(blob, offset);
    offset += blob.length;
  }
  return file.buffer;
}
