/** Files that a visitor chose or dropped, folders with everything in them. */
import type { GivenFile } from '../../../datasets/request.ts';

/** Asks for many files or for a folder; none when the visitor picked nothing. */
export async function askForFiles(kind: 'files' | 'folder'): Promise<readonly GivenFile[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.multiple = true;
    input.webkitdirectory = kind === 'folder';
    input.addEventListener('change', () =>
      resolve(
        Array.from(input.files ?? [], (file) => ({
          path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath,
          file,
        })),
      ),
    );
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** The files of a drop; folders are read to any depth. What is no file (a text, say) is left out. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly GivenFile[]> {
  // The items are gone after the event, so all of them are taken before anything is awaited.
  const dropped = Array.from(transfer.items, (item) => ({
    entry: item.webkitGetAsEntry(),
    file: item.getAsFile(),
  }));
  const found: GivenFile[] = [];
  for (const { entry, file } of dropped) {
    if (entry !== null) await readEntry(entry, found);
    // What another page hands over is a file that lies in no folder.
    else if (file !== null) found.push({ path: file.name, file });
  }
  return found;
}

async function readEntry(entry: FileSystemEntry, into: GivenFile[]): Promise<void> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => {
      (entry as FileSystemFileEntry).file(resolve, reject);
    });
    into.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  for (;;) {
    // A reader gives a hundred entries at a time, and none at the end.
    const some = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (some.length === 0) return;
    for (const inner of some) {
      await readEntry(inner, into);
    }
  }
}
