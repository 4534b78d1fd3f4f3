/**
 * The visitor's files become a set: pictures, zip archives of pictures, and IDX files with their
 * labels, one picture in memory at a time. What cannot be used is listed with its reason.
 */
import { asPlaygroundError } from '../../errors.ts';
import type { SetBuilder } from '../setBuilder.ts';
import { createSetBuilder } from '../setBuilder.ts';
import type {
  FilesRequest,
  PictureResult,
  PictureRun,
  RejectReason,
  Rejected,
} from '../request.ts';
import { checkRunning, maxNamedRejections, maxPictures } from '../request.ts';
import { trackDuplicates } from './duplicates.ts';
import type { ByteStream } from './byteReader.ts';
import { createByteReader } from './byteReader.ts';
import type { Decoder } from './decode.ts';
import { classesOfFolders } from './folders.ts';
import { framePicture } from './frame.ts';
import { isGzip, isIdx, openIdx } from './idx.ts';
import type { IdxFile } from './idx.ts';
import { addIdxPictures, readIdxLabels } from './idxPictures.ts';
import { headerBytes, readPictureHeader } from './pictureHeader.ts';
import { isZip, openZip } from './zip.ts';

/** More pixels than this are not decoded: 4 bytes each have to be held at once. */
export const maxPicturePixels = 40_000_000;
/** A file of more bytes is not a picture to reduce to a thumbnail. */
const maxPictureBytes = 100 * 2 ** 20;
/** What systems put beside pictures without being asked. */
const litter = /(^|\/)(\.|__MACOSX\/|Thumbs\.db$|desktop\.ini$)/i;

/** One thing that may be a picture. */
interface Candidate {
  readonly path: string;
  readonly bytes: number;
  open(): Promise<ByteStream>;
}

/** Names and counts what is left out. */
export interface RejectionList {
  readonly named: readonly Rejected[];
  readonly count: number;
  reject(path: string, reason: RejectReason, found?: string, times?: number): void;
}

/** Opens an empty list. */
export function createRejectionList(): RejectionList {
  const named: Rejected[] = [];
  let count = 0;
  return {
    named,
    get count() {
      return count;
    },
    reject(path, reason, found = '', times = 1) {
      count += times;
      if (named.length < maxNamedRejections) named.push({ path, reason, found, times });
    },
  };
}

/**
 * Reads the files of a request. The set may be too small to train on, even empty; who asked checks
 * that, and has the reasons.
 * @throws PlaygroundError `aborted`, and `archive-too-large` or `bad-file` for an archive that cannot
 * be opened.
 */
export async function collectFiles(
  request: FilesRequest,
  decode: Decoder,
  { signal, onProgress }: PictureRun,
): Promise<PictureResult> {
  const { size, channels, fit, preview } = request;
  const limit = Math.min(preview ?? maxPictures, maxPictures);
  const rejections = createRejectionList();
  const { candidates, idx } = await sortFiles(request, rejections, limit, signal);
  const builder = createSetBuilder(request, Math.min(limit, candidates.length));
  const isNew = trackDuplicates();
  const folders: string[] = [];

  for (const [done, candidate] of candidates.entries()) {
    checkRunning(signal);
    if (builder.count >= limit) {
      if (preview === undefined) {
        rejections.reject(candidate.path, 'surplus', '', candidates.length - done);
      }
      break;
    }
    onProgress?.({ done, total: candidates.length });
    const { path } = candidate;
    const picture = await readCandidate(candidate, decode, request);
    if ('reason' in picture) rejections.reject(path, picture.reason, picture.found);
    else if (!isNew(picture.rgba)) rejections.reject(path, 'duplicate');
    else {
      builder.add(picture.rgba);
      folders.push(path);
    }
  }
  const drawn = builder.count;
  const labelled = await addIdx(idx, builder, request, limit, rejections, signal, onProgress);
  const classes =
    drawn === builder.count ? classesOfFolders(folders) : drawn === 0 ? labelled : null;
  const set = builder.finish({
    name: nameOf(request),
    origin: { source: 'files', terms: '', recipe: { size, channels, fit } },
    classNames: classes?.names,
  });
  return {
    set: classes === null || set.labels === undefined ? set : { ...set, labels: classes.labels },
    rejected: rejections.named,
    rejectedCount: rejections.count,
  };
}

/** The name a set of files gets: that of the only file, or of the folder. */
function nameOf({ files }: FilesRequest): string {
  const [first] = files;
  return first === undefined ? '' : (first.path.split('/')[0] ?? first.path);
}

/** Looks at the beginning of each file and opens the archives. */
async function sortFiles(
  { files }: FilesRequest,
  rejections: RejectionList,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<{ candidates: readonly Candidate[]; idx: readonly Candidate[] }> {
  const candidates: Candidate[] = [];
  const idx: Candidate[] = [];
  const place = (candidate: Candidate, head: Uint8Array): void => {
    (isIdx(head) || isGzip(head) ? idx : candidates).push(candidate);
  };
  for (const { path, file } of files) {
    checkRunning(signal);
    if (litter.test(path)) continue;
    if (candidates.length >= limit * 2 + maxPictures) break; // more than could ever be used
    const head = new Uint8Array(await file.slice(0, 4).arrayBuffer());
    const open = async (): Promise<ByteStream> => file.stream() as ByteStream;
    if (!isZip(head)) {
      place({ path, bytes: file.size, open }, head);
      continue;
    }
    const archive = await openZip(file, path);
    for (const entry of archive.entries) {
      if (litter.test(entry.path)) continue;
      const inside = `${path}/${entry.path}`;
      if (!entry.isReadable) rejections.reject(inside, 'packed');
      else {
        const candidate: Candidate = {
          path: inside,
          bytes: entry.bytes,
          open: async () => archive.open(entry),
        };
        (/(ubyte|idx\d?)(\.gz)?$/i.test(entry.path) ? idx : candidates).push(candidate);
      }
    }
  }
  return { candidates, idx };
}

type Read =
  | { readonly rgba: Uint8ClampedArray }
  | { readonly reason: RejectReason; readonly found: string };

/** Decodes one picture after its size was looked at; its reason where it cannot be used. */
async function readCandidate(
  candidate: Candidate,
  decode: Decoder,
  { fit, size }: FilesRequest,
): Promise<Read> {
  try {
    const reader = createByteReader(await candidate.open(), candidate.path);
    const header = readPictureHeader(await reader.peek(Math.min(headerBytes, candidate.bytes)));
    const reason =
      header === null
        ? 'not-a-picture'
        : header.width * header.height > maxPicturePixels || candidate.bytes > maxPictureBytes
          ? 'too-large'
          : framePicture(header.width, header.height, fit, size) === null
            ? 'too-small'
            : null;
    if (reason !== null) {
      await reader.cancel();
      return { reason, found: header === null ? '' : `${header.width}×${header.height}` };
    }
    const picture = await new Response(reader.rest()).blob();
    const rgba = await decode(picture, fit, size);
    return rgba === null ? { reason: 'too-small', found: '' } : { rgba };
  } catch (thrown) {
    const { code, message } = asPlaygroundError(thrown);
    if (code === 'aborted') throw thrown;
    return { reason: 'unreadable', found: message };
  }
}

/** Adds the pictures of IDX files; each takes the first labels of the same number. */
async function addIdx(
  candidates: readonly Candidate[],
  builder: SetBuilder,
  request: FilesRequest,
  limit: number,
  rejections: RejectionList,
  signal: AbortSignal | undefined,
  onProgress: PictureRun['onProgress'],
): Promise<{ names: readonly string[]; labels: Uint8Array<ArrayBuffer> } | null> {
  const pictures: { path: string; file: IdxFile }[] = [];
  const labels: { path: string; values: Uint8Array<ArrayBuffer> }[] = [];
  for (const { path, open } of candidates) {
    checkRunning(signal);
    try {
      const file = await openIdx(await open(), path);
      if (file.dimensions.length > 1) pictures.push({ path, file });
      else labels.push({ path, values: await readIdxLabels(file) });
    } catch (thrown) {
      const { code, message } = asPlaygroundError(thrown);
      if (code === 'aborted') throw thrown;
      rejections.reject(path, code === 'bad-file' ? 'not-a-picture' : 'unreadable', message);
    }
  }
  const used = new Set<string>();
  const found: Uint8Array<ArrayBuffer>[] = [];
  let isAllLabelled = pictures.length > 0;
  for (const { path, file } of pictures) {
    const before = builder.count;
    await addIdxPictures(file, path, builder, request, limit, rejections, { signal, onProgress });
    const match = labels.find(
      (one) => !used.has(one.path) && one.values.length === file.dimensions[0],
    );
    if (match === undefined) isAllLabelled = false;
    else {
      used.add(match.path);
      found.push(match.values.slice(0, builder.count - before));
    }
  }
  for (const { path } of labels) if (!used.has(path)) rejections.reject(path, 'unlabelled');
  if (!isAllLabelled) return null;
  const all = new Uint8Array(found.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of found) {
    all.set(part, at);
    at += part.length;
  }
  const classCount = all.reduce((most, label) => Math.max(most, label), 0) + 1;
  return { names: Array.from({ length: classCount }, (_, i) => String(i)), labels: all };
}
