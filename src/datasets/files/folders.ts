/** Classes from folders: pictures that lie in folders side by side are labelled by them. */

/** More folders than this are no classes. */
const maxClasses = 100;

/** Classes found in paths: names in alphabetical order, and the class of each path. */
export interface FolderClasses {
  readonly names: readonly string[];
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Reads classes from the folder each file lies in; null where these are fewer than two or too many. */
export function classesOfFolders(paths: readonly string[]): FolderClasses | null {
  const folders = paths.map((path) => path.split('/').slice(0, -1).join('/'));
  const distinct = [...new Set(folders)].toSorted();
  if (distinct.length < 2 || distinct.length > maxClasses) return null;
  const place = new Map(distinct.map((folder, i) => [folder, i]));
  const common = sharedBeginning(distinct);
  return {
    names: distinct.map((folder) => folder.slice(common) || '/'),
    labels: Uint8Array.from(folders, (folder) => place.get(folder) ?? 0),
  };
}

/** Length of the path that all folders share, up to a slash. */
function sharedBeginning(folders: readonly string[]): number {
  const [first = '', ...others] = folders;
  let shared = 0;
  for (let i = 0; i < first.length; i += 1) {
    if (!others.every((folder) => folder[i] === first[i])) break;
    if (first[i] === '/') shared = i + 1;
  }
  return shared;
}
