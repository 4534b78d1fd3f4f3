/**
 * Sentences of the Walk view in English. Numbers arrive already written out in the visitor's
 * notation, so that a sentence never formats. Sections of the paper (arXiv 1511.06434) stand beside
 * each claim.
 */
import { createNumberFormats } from '../../numbers.ts';
import type { EnglishNoun } from './noun.ts';

const numbers = createNumberFormats('en-GB');

/** English sentences of the Walk view. */
export const createWalk = (noun: EnglishNoun) => ({
  numbers,
  /** A duration; below ten seconds with one decimal. */
  seconds: (value: number) => `${numbers.number(value, value < 10 ? 1 : 0)} s`,
  title: 'Walk in latent space',
  waiting: 'Waiting for the description of the model.',

  origin: {
    sample: (index: string, seed: string) => `sample ${index} of seed ${seed}`,
    free: 'a z made by hand',
    keyframe: (place: string, origin: string) => `keyframe ${place}: ${origin}`,
    between: (fraction: string, from: string, to: string) =>
      `${fraction} between ${from} and ${to}`,
    betweenSamples: (fraction: string, from: string, to: string, seed: string) =>
      `${fraction} between sample ${from} and ${to} of seed ${seed}`,
    pad: (x: string, y: string, corners: string) => `pad at ${x} across, ${y} down, of ${corners}`,
    samples: (indices: string, seed: string) => `samples ${indices} of seed ${seed}`,
    list: (origins: readonly string[]) => origins.join(', '),
  },

  stage: {
    heading: 'Picture',
    picture: (origin: string) => `G(z), ${origin}`,
    control: 'Same length, not mixed',
    controlLabel: (origin: string) => `Control: ${origin}, scaled to the length of the present z`,
    controlKeyframe: (place: string, origin: string) => `Keyframe ${place} (${origin}), scaled`,
    controlCorner: (corner: string, origin: string) => `Corner ${corner} (${origin}), scaled`,
    controlWhy:
      'Both pictures come from a z of the same length; only the direction differs. What changes here as well is due to the length and not to the mixing.',
    controlMore: `A lerp midpoint of two draws from N(0, 1) is certain to be short, 7.05 instead of 9.98, but what that does to the picture is not certain. The control pulls one unmixed ${noun.one} to that length: the truncation that has the same norm. The paper has no such control (§6.1).`,
    caption: 'What made this picture',
    interpolation: { lerp: 'lerp', slerp: 'slerp' },
    truncation: (factor: string) => `truncation ${factor}`,
    mask: 'channels scaled by a mask',
    drawnBy: (backend: string, milliseconds: string) => `${backend}, ${milliseconds} ${noun.a}`,
    drawnByUntimed: (backend: string) => backend,
    drawnHere: 'drawn on this machine',
    stored: 'stored picture that came with the model',
    pending: 'not drawn yet',
    followPath: 'Follow the path',
    followsPad: 'The picture follows the pad.',
  },

  path: {
    heading: 'Path',
    keyframes: 'Keyframes of the path',
    keyframe: (place: string, count: string, origin: string) =>
      `Keyframe ${place} of ${count}, ${origin}`,
    keyframeHelp: 'Delete removes it. Alt with the arrow keys moves it.',
    gapFirst: 'the place before the first keyframe',
    gapBetween: (from: string, to: string) => `the place between keyframes ${from} and ${to}`,
    gapLast: 'the place after the last keyframe',
    slot: (place: string) => `keyframe ${place}`,
    moved: (place: string, count: string) => `Keyframe moved to place ${place} of ${count}.`,
    removed: (place: string, left: string) => `Keyframe ${place} removed, ${left} left.`,
    lastStays: 'The path keeps at least one keyframe.',
    position: 'Position',
    positionNumber: 'Position as a number',
    positionText: (origin: string, norm: string) => `${origin}, length of z ${norm}`,
    play: 'Play',
    pause: 'Pause',
    interpolation: 'Interpolation',
    lerp: 'lerp',
    slerp: 'slerp',
    interpolationWhy:
      'lerp goes straight through the inside, slerp along the sphere. Between two draws the straight way is shorter than the prior ever is; see the chart.',
    interpolationMore:
      'The walk of the paper is linear (§6.1, Fig. 4; the straight line stands in a co-author’s code). Slerp is later work: White 2016, arXiv 1609.04468. The lengths are geometry; that slerp looks better is not.',
    more: 'More',
    less: 'Less',
  },

  chart: {
    label: (lerp: string, slerp: string, mean: string, deviation: string) =>
      `Length of z along the path. Lowest with lerp ${lerp}, with slerp ${slerp}. The prior’s shell: ${mean}, standard deviation ${deviation}.`,
    shell: (mean: string, deviation: string) => `prior ${mean} ± 2 × ${deviation}`,
    here: (norm: string) => `|z| ${norm}`,
    why: 'The band holds about 95 of 100 draws from the prior: a ball of 100 dimensions has nearly all its mass in a thin shell. A straight line between two draws leaves the shell.',
    moreText:
      'For 100 numbers from N(0, 1) the length is 9.98 ± 0.71, and the midpoint of two draws 7.05; for U(−1, 1), the prior of the paper (§4), 5.77 ± 0.26 and 4.07. The band is the mean ± two standard deviations.',
  },

  strip: {
    heading: 'Film strip',
    label: 'Film strip, 10 frames a segment',
    help: 'Left and right go from frame to frame.',
    frame: (number: string, count: string, position: string) =>
      `Frame ${number} of ${count}, position ${position}`,
    why: 'Ten frames a segment, drawn as the authors drew them: the end of a segment is the first frame of the next. Smooth steps speak against plain memorising of pictures, but do not rule it out.',
    moreText:
      'The paper reads sharp transitions as the sign of memorisation (§6.1, Fig. 4). A generator that has learnt few pictures by heart can still walk smoothly between them, so this strip alone proves nothing of the kind.',
  },

  palette: {
    heading: 'New samples',
    seed: 'Seed',
    label: (seed: string) => `New samples of seed ${seed}`,
    tile: (index: string, seed: string) => `Sample ${index} of seed ${seed}`,
    why: `Each ${noun.one} is one draw of z from the prior, and the seed fixes all of them. Drag one to any place for ${noun.many}, or open its menu.`,
    moreText:
      'z is drawn, not learnt: no photograph belongs to it, and there is no encoder (§4). The same seed gives the same numbers on every machine, so what you see here is not picked by hand.',
  },

  instruments: {
    heading: 'Instruments',
    close: 'Close the instruments',
    tabs: {
      pad: 'Pad',
      components: 'Components',
      attributes: 'Attributes',
      sheet: 'Sheet',
      settings: 'Settings',
      export: 'Export',
    },
  },

  pad: {
    label: 'Point between the four corners',
    help: 'Arrow keys move the point; with Shift in larger steps.',
    corners: ['Top left', 'Top right', 'Bottom left', 'Bottom right'],
    corner: (name: string, origin: string) => `${name} corner, ${origin}`,
    cornerSlot: (name: string) => `the ${name.toLowerCase()} corner of the pad`,
    x: 'Across',
    y: 'Down',
    point: (x: string, y: string) => `${x} across, ${y} down`,
    why: `The picture is mixed from four ${noun.many}: first along the upper and lower edge, then between the two, with the interpolation chosen for the path.`,
    moreText:
      'With lerp the four weights are the products of the two distances. With slerp the order of the two steps can matter, so it is fixed: across, then down. The paper walks along lines only (§6.1).',
  },

  components: {
    editing: (place: string, count: string) => `Keyframe ${place} of ${count}`,
    gridLabel: (place: string) => `Components of keyframe ${place}, 10 in a row`,
    gridHelp: 'Paint here with the pointer; by keyboard type into the boxes.',
    tool: 'Hand',
    brush: 'Brush',
    pull: 'Pull',
    value: 'Brush value',
    list: 'All components',
    number: (index: string) => `z ${index}`,
    lock: (index: string) => `Lock z ${index}`,
    unlock: (index: string) => `Unlock z ${index}`,
    seed: 'Seed',
    redraw: 'Redraw unlocked',
    reset: 'Reset',
    resetLabel: 'Reset to what it was when it was selected',
    lockAll: 'Lock all',
    unlockAll: 'Unlock all',
    locked: (count: string, total: string) => `${count} of ${total} locked`,
    between: (origin: string) => `The picture is at ${origin}.`,
    insert: 'Insert keyframe here',
    goTo: (place: string) => `Go to keyframe ${place}`,
    why: 'No single component means “smile” or “glasses”: a look is a direction, spread over all 100 numbers. Paint a few and see how little each does alone.',
    moreText:
      'The prior treats every direction alike, so nothing pulls a feature onto one axis. The paper steers with directions made of averages of several z instead (§6.3.2, Fig. 7 and 8).',
  },

  sheet: {
    label: (seed: string) => `One path through 11 points of seed ${seed}, ten frames a segment`,
    frame: (row: string, column: string) => `Row ${row}, frame ${column}: put on the path`,
    help: 'Arrow keys choose a frame, Enter puts it on the path.',
    seed: 'Seed',
    why: 'The authors’ sheet is one walk through random points, read like a page: each row ends where the next begins. Choose a frame to put it on your path.',
    moreText:
      'Figure 4 interpolates “between a series of 9 random points in Z” (§6.1). The picture has ten frames a row and repeats no end point, and the rows continue each other; this sheet has ten such rows.',
    put: (row: string, column: string) => `Row ${row}, frame ${column} put on the path.`,
  },

  settings: {
    truncation: 'Truncation',
    truncationWhy: `Every z is multiplied by this factor before it is drawn. Less than 1 pulls all ${noun.many} towards the middle of the prior: more alike, often tidier.`,
    truncationMore:
      '0.71 gives any draw the length of a lerp midpoint, without mixing: a control for the walk. Truncation came after the paper (BigGAN, Brock 2018, which draws again instead of scaling; this is the plain scaling).',
    speed: 'Speed',
    speedUnit: 'segments a second',
    mode: 'When it reaches the end',
    once: 'Stop',
    loop: 'Loop',
    pingPong: 'Ping-pong',
    loopWhy: 'Loop adds a segment that leads from the last keyframe back to the first.',
  },

  export: {
    what: 'What',
    kinds: {
      face: `${noun.One} (PNG)`,
      strip: 'Strip (PNG)',
      sheet: 'Sheet (PNG)',
      gif: 'Walk (GIF)',
      video: 'Walk (video)',
    },
    scale: 'Enlargement',
    scaleOption: (factor: string, pixels: string) => `${factor}× (${pixels} px)`,
    framesPerSecond: 'Frames a second',
    format: 'Format',
    noVideo: 'This browser cannot encode video; the GIF works everywhere.',
    size: (width: string, height: string) => `${width} × ${height} px`,
    frames: (count: string, seconds: string) => `${count} frames, ${seconds}`,
    estimate: (seconds: string) => `about ${seconds} of drawing`,
    remaining: (seconds: string) => `about ${seconds} left`,
    drawing: (done: string, total: string) => `Drawing ${done} of ${total}`,
    encoding: (done: string, total: string) => `Encoding ${done} of ${total}`,
    save: 'Save',
    stop: 'Stop',
    stopped: 'Stopped; nothing was saved.',
    saved: (file: string) => `Saved as ${file}.`,
    captionNote: 'The caption is set in the picture and written into the file.',
    metadataNote: 'What made the picture is written into the file.',
  },

  caption: {
    model: (title: string, licence: string) => `${title}. ${licence}`,
    path: (origins: string, interpolation: string) => `Path through ${origins}; ${interpolation}`,
    pathClosed: (origins: string, interpolation: string) =>
      `Closed path through ${origins}; ${interpolation}`,
    frames: (perSegment: string) => `${perSegment} frames a segment, end point not repeated`,
    sheet: (seed: string, interpolation: string) =>
      `One path through 11 points of seed ${seed}; ${interpolation}`,
    norm: (norm: string) => `|z| ${norm}`,
  },
});

/** Shape of these sentences; every language has the same. */
export type WalkStrings = ReturnType<typeof createWalk>;
