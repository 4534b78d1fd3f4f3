// Weights and pictures in the order in which the convolutions read them.

/** Pictures of `rows` rows each, into places with borders: `to` is the first pixel of the first. */
export function copyPictures(
  from: usize, n: i32, rows: i32, rowBytes: usize, to: usize, toRowBytes: usize, toFaceBytes: usize,
): void {
  for (let item = 0; item < n; item++) {
    let at = to;
    for (let row = 0; row < rows; row++) {
      memory.copy(at, from, rowBytes);
      from += rowBytes;
      at += toRowBytes;
    }
    to += toFaceBytes;
  }
}

/** [rows, columns] → [columns / 8][rows][8], zeros behind the last column. */
export function packColumns(from: usize, rows: i32, columns: i32, to: usize): void {
  const fromRow: usize = <usize>columns << 2;
  for (let first = 0; first < columns; first += 8) {
    const lanes = min(8, columns - first);
    let at = from + (<usize>first << 2);
    for (let row = 0; row < rows; row++) {
      if (lanes == 8) {
        v128.store(to, v128.load(at));
        v128.store(to, v128.load(at, 16), 16);
      } else {
        for (let lane = 0; lane < 8; lane++) {
          const value: f32 = lane < lanes ? load<f32>(at + (<usize>lane << 2)) : 0;
          store<f32>(to + (<usize>lane << 2), value);
        }
      }
      at += fromRow;
      to += 32;
    }
  }
}

/** [rows, columns] → [rows / 8][columns][8], panels `panelBytes` apart, zeros behind the last row. */
export function packTransposed(
  from: usize, rows: i32, columns: i32, to: usize, panelBytes: usize,
): void {
  const fromRow: usize = <usize>columns << 2;
  for (let first = 0; first < rows; first += 8) {
    const lanes = min(8, rows - first);
    for (let lane = 0; lane < 8; lane++) {
      let at = from + <usize>(first + lane) * fromRow;
      let target = to + (<usize>lane << 2);
      for (let column = 0; column < columns; column++) {
        store<f32>(target, lane < lanes ? load<f32>(at) : 0);
        at += 4;
        target += 32;
      }
    }
    to += panelBytes;
  }
}
