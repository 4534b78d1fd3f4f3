/**
 * Sentences of the Filters view in English (§6.3.1, Figure 6). Numbers arrive written out.
 */
import { createNumberFormats } from '../../numbers.ts';

const numbers = createNumberFormats('en-GB');

/** English sentences of the Filters view. */
export const filters = {
  numbers,
  title: 'Make the generator forget',
  waiting: 'Waiting for the description of the model.',
  noLayers: 'The generator of this model has no hidden layer, so there are no maps to look at.',

  steps: {
    label: 'Steps',
    see: 'See',
    mark: 'Mark',
    fit: 'Fit',
    drop: 'Drop',
    next: (name: string) => `Next: ${name}`,
  },
  layer: {
    label: 'Layer',
    option: (maps: string, height: string, width: string) => `${maps} of ${height}×${width}`,
    name: (name: string, maps: string, height: string, width: string) =>
      `${name}: ${maps} maps of ${height}×${width}`,
  },
  dropped: {
    count: (dropped: string, of: string) => `${dropped} of ${of} maps dropped`,
    scaled: (count: string, of: string, factor: string) => `${count} of ${of} maps × ${factor}`,
    none: (of: string) => `0 of ${of} maps dropped`,
  },

  see: {
    heading: 'Feature maps',
    face: 'Face',
    faceSlot: 'the face that is looked at',
    towardsSlot: 'the face to move towards',
    picture: (origin: string) => `G(z), ${origin}`,
    opened: (map: string) => `Map ${map} over the face`,
    towards: 'Towards',
    towardsEmpty: 'Drop a second face here to move between two.',
    blend: 'Between',
    blendText: (share: string) => `${share} of the way`,
    overlay: 'Map over the face',
    overlayText: (share: string) => `${share} opaque`,
    range: (min: string, max: string) => `${min} to ${max}`,
    ownRange: 'own scale',
    commonRange: 'one scale for all maps',
    legend: (min: string, max: string) => `Colours from ${min} (dark) to ${max} (light)`,
    mean: (value: string) => `mean ${value}`,
    strength: (value: string) => `mean over the sheet ${value}`,
    weight: (value: string) => `weight ${value}`,
    drop: (map: string) => `Drop map ${map}`,
    restore: (map: string) => `Take map ${map} back`,
    samples: 'Samples',
    sample: (index: string, seed: string) => `Look inside sample ${index} of seed ${seed}`,
    excited: (map: string) => `These excite map ${map} most`,
    excitedBy: (place: string, index: string, peak: string) =>
      `Place ${place}: sample ${index}, largest value ${peak}`,
    readingSheet: (count: string) => `Reading ${count} samples`,
    what: 'A filter answers to one pattern and writes where it found it into a map; the next layer draws from all maps of the layer together. Bright cells are where this map had something to say.',
    whatMore:
      'Dropping a map sets it to 0 everywhere, after batch norm and ReLU, and the rest of the generator carries on without it. A map can be switched by Space, here or in the last step. A single map seldom stands for an object: most take part in many things.',
  },

  grid: {
    label: (layer: string) => `Maps of layer ${layer}`,
    help: 'Arrow keys go from map to map. Space drops the map or takes it back.',
    map: (index: string) => `Map ${index}`,
    dropped: 'dropped',
    toggledOff: (map: string, count: string) => `Map ${map} dropped; ${count}.`,
    toggledOn: (map: string, count: string) => `Map ${map} taken back; ${count}.`,
    order: { label: 'Order', index: 'Number', strength: 'Strength', rank: 'Weight' },
    scaling: { label: 'Scale', common: 'Common', own: 'Own' },
    noRank: 'Ordered by number until a concept has been fitted.',
  },

  mark: {
    heading: 'Mark a concept',
    concepts: 'Concepts',
    concept: (letter: string, name: string) => `Concept ${letter}: ${name}`,
    first: 'glasses',
    unnamed: (letter: string) => `concept ${letter}`,
    name: 'Name',
    add: 'New concept',
    remove: 'Delete concept',
    seed: 'Seed of the sheet',
    count: 'Samples',
    fixed: 'The sheet is fixed: the boxes belong to these samples.',
    counts: (shapes: string, samples: string, of: string) =>
      `${shapes} on ${samples} of ${of} samples`,
    shapes: (count: number) => (count === 1 ? '1 box' : `${numbers.number(count)} boxes`),
    prepared: 'Prepared',
    preparedNote:
      'Prepared boxes come with the model and were not drawn by hand: an attribute classifier chose the faces, one rule of places put the boxes (§6.3.1 drew 52 by hand).',
    preparedByHandNote:
      'Prepared boxes come with the model: they were drawn by hand on each of its samples that shows the thing, as in §6.3.1 (52 windows on 150 samples there).',
    preparedConcepts: {
      glasses: 'glasses',
      smile: 'smile, teeth',
      fringe: 'fringe',
      background: 'bright background',
      windows: 'windows',
      beard: 'beard',
      hat: 'hat',
    },
    preparedName: (name: string) => `${name} (prepared)`,
    how: (rule: string) => `How these boxes came about: ${rule}`,
    tool: 'Draw',
    box: 'Box',
    brush: 'Brush',
    sheet: (count: string, seed: string) => `${count} samples of seed ${seed}`,
    sheetHelp: 'Arrow keys choose a sample. Enter begins a box on it. Or draw with the mouse.',
    sample: (index: string, boxes: string) => `Sample ${index}, ${boxes}`,
    editor: (index: string) => `Boxes on sample ${index}`,
    editorHelp:
      'Enter begins a box, or takes hold of the chosen one. Arrows move it, with Shift they change its size; Enter keeps it, Escape gives it up. Tab goes from box to box, Delete removes one.',
    drawHint: 'Drag over what you mean. Handles change a box.',
    cells: 'Cells of the layer: lit ones count as inside.',
    shape: (place: string, of: string) => `Box ${place} of ${of}`,
    boxAt: (x: string, y: string, width: string, height: string) =>
      `${x} across, ${y} down, ${width} wide, ${height} high`,
    begun: 'New box.',
    kept: (count: string) => `Kept; ${count} on this sample.`,
    given: 'Given up.',
    removed: (count: string) => `Removed; ${count} on this sample.`,
    removeShape: 'Remove',
    clear: 'Clear this sample',
    next: 'Next sample',
    previous: 'Previous sample',
    empty: 'No concept yet. Draw a box on a face, or begin with prepared boxes.',
    rule: 'A cell of the layer counts as inside when boxes cover at least half of it, and as outside when they touch nothing of it. A box that is smaller than a cell stands for the cell that it covers most.',
    ruleMore:
      'Boxes are drawn in pixels, so the same boxes serve every layer; only the cells change. Positions in between are left out of the fit. The paper drew 52 boxes on 150 samples (§6.3.1).',
    tooFew: (least: string, found: string) =>
      `Boxes on at least ${least} samples are needed; ${found} so far.`,
    exportFile: 'Save as a file',
    importFile: 'Open a file',
  },

  fit: {
    heading: 'Fit a detector',
    ready: (name: string, shapes: string, samples: string) => `${name}: ${shapes} on ${samples}`,
    samples: (count: number) => (count === 1 ? '1 sample' : `${numbers.number(count)} samples`),
    start: 'Fit',
    again: 'Fit again',
    stop: 'Stop',
    progress: {
      maps: 'Reading maps',
      fit: 'Fitting',
      pictures: 'Drawing new samples',
      controls: 'Random sets',
    },
    stopped: 'Stopped.',
    none: 'Nothing fitted yet.',
    stale: 'Boxes, layer or options have changed since this fit.',
    unmarked: 'Faces without boxes count as well',
    unmarkedWhy:
      'On aligned faces the place alone gives glasses away: eyes against cheeks is mostly eyes. So faces without boxes give negatives at the same places. The paper takes negatives from the boxed pictures only; switch it off to do so.',
    rows: (positives: string, negatives: string) =>
      `${positives} positions inside, ${negatives} outside`,
    small: (count: string, cell: string) =>
      `${count} smaller than a cell of this layer (${cell} pixels): each stands for one whole cell. A layer with a finer grid fits them better.`,
    full: (count: string) => `On ${count} the boxes touch every cell, so nothing there is outside.`,
    accuracy: 'Accuracy',
    balanced: 'Balanced accuracy',
    auc: 'AUC',
    reader: 'Detector',
    own: (layer: string) => `on the maps of ${layer}`,
    pictureDiscriminator: (layer: string) => `on pictures, through D (${layer})`,
    picturePatches: 'on pictures, as patches of pixels',
    heldOut: (folds: string) =>
      `On samples held out in ${folds} parts; no face is both learnt from and tested. 0.5 is a guess.`,
    positive: (count: string, of: string) => `${count} of ${of} maps have a positive weight.`,
    weights: 'Maps by weight',
    notConverged: 'The fit was stopped before its rule was met; read the weights with care.',
    why: 'A logistic regression looks at one position at a time and says from its maps alone whether it lies inside a box. Maps that speak for "inside" get positive weights: these are the ones to drop (§6.3.1).',
    whyMore:
      'The maps are standardised, the classes balanced, the weights kept small (L2, λ = 0.01 on the mean loss), and the fit runs until its gradient is below 1e-6. A good score says that the layer knows the place of the thing, not that it draws it. The second detector reads finished pictures only; it will judge what dropping did.',
    proves: 'Shows: the maps tell inside from outside on faces that were held out.',
    guess:
      'On faces that were held out the maps do little better than a guess. Draw boxes on more faces, or choose another layer, before you drop anything.',
    provesNot: 'Does not show: that these maps draw the thing. Only dropping can.',
  },

  drop: {
    heading: 'Drop maps',
    selection: 'Maps',
    positive: 'Positive weight',
    top: 'Top k',
    hand: 'By hand',
    topCount: 'k',
    factor: 'Strength',
    factorText: (factor: string) => `× ${factor}`,
    factorMeaning: '0 gone, 1 as is, 3 boosted',
    needsFit: 'Fit a concept first, or choose maps by hand.',
    goToFit: 'Go to Fit',
    goToMark: 'Go to Mark',
    maps: 'Choose maps',
    figure: 'New samples, with and without',
    figureLabel: (seed: string) => `New samples of seed ${seed}, one column a face`,
    rows: {
      plain: 'as drawn',
      dropped: (count: string) => `${count} dropped`,
      scaled: (count: string, factor: string) => `${count} × ${factor}`,
      difference: 'difference',
      random: (count: string) => `${count} at random`,
    },
    column: (index: string) => `sample ${index}`,
    differenceLabel: (index: string) => `What changed in sample ${index}`,
    differenceLegend: 'Difference: mid grey is no change, all else is doubled.',
    resultSeed: 'Seed of the new samples',
    randomSet: 'Random set',
    figureWhy:
      'The layout is Figure 6: above, faces as the generator draws them; below, the same z with the maps dropped. No face here was boxed, and none is left out.',
    figureMore:
      'The paper drops every map of positive weight, 200 in all, and finds that windows mostly vanish and other things take their place, at some loss of quality. Which layer it used is not certain: 200 maps cannot be the 128 of the last hidden layer.',
    pageMask: 'The mask that is on for the page does not act in this view.',
  },

  control: {
    heading: 'Is it more than any maps would do?',
    measure: 'Measure with 20 random sets',
    measureAgain: 'Measure again',
    empty:
      'Dropping many maps hurts every face. The control drops 20 random sets of as many maps, matched in strength, on the same new samples.',
    stale: 'Maps, strength or samples have changed since this was measured.',
    seed: 'Seed of the random sets',
    headline: (beats: string, of: string, name: string) =>
      `The fitted maps lower “${name}” more than ${beats} of ${of} random sets.`,
    headlineRaise: (beats: string, of: string, name: string) =>
      `The fitted maps raise “${name}” more than ${beats} of ${of} random sets.`,
    rank: (rank: string, of: string) => `Rank ${rank} of ${of}`,
    noSets: 'No other set of as many maps is matched in strength, so there is no control here.',
    plot: (name: string) => `How far “${name}” falls: fitted and random sets`,
    plotPoint: (number: string, value: string) => `Random set ${number}: ${value}`,
    axis: 'fall of the detector’s response',
    fitted: 'fitted',
    random: 'random',
    table: 'As a table',
    measured: (count: string, seed: string, first: string) =>
      `${count} new samples of seed ${seed}, from sample ${first} on`,
    what: 'Measure',
    before: 'before',
    after: 'fitted dropped',
    controls: 'random dropped',
    controlRange: (middle: string, low: string, high: string) => `${middle} (${low}–${high})`,
    picture: (name: string) => `“${name}” in the picture`,
    own: (name: string) => `“${name}” in the maps (falls by construction)`,
    inside: 'Pixels moved where it was',
    outside: 'Pixels moved elsewhere',
    of255: (value: string) => `${value} of 255`,
    attribute: (name: string) => `Classifier: ${name}`,
    attributes: 'Attribute classifier',
    attributesNone: 'This model has no attribute classifier.',
    others: (name: string, before: string, after: string) => `${name} ${before} → ${after}`,
    moved: 'Moved most among the other attributes',
    matching: (low: string, high: string) =>
      `Strength of the random sets: ${low} to ${high} of the fitted one.`,
    why: 'A picture of 200 dropped maps always looks changed. Only a comparison with as many other maps says whether these maps carry the thing. The paper has no such control.',
    whyMore:
      'Random sets take the same number of maps from each stretch of strength, so they silence about as much activity. Equal falls count against the fitted set. The judge is the detector that reads finished pictures; the one on the maps has lost its own inputs and cannot help but fall.',
    proves: (beats: string, of: string) =>
      `Shows: for this G and these boxes, these maps matter more than ${beats} of ${of} random sets.`,
    fails: (beats: string, of: string) =>
      `Does not pass: ${beats} of ${of} random sets lower it less. Below 19 of 20 these maps are not shown to matter more than any others.`,
    provesNot:
      'Does not show: that one map is one object, that the thing is gone from the generator, or anything about memorising.',
  },

  masks: {
    heading: 'Masks',
    save: 'Save as a mask',
    name: 'Name of the mask',
    saved: (name: string) => `Saved “${name}”.`,
    on: (name: string) => `“${name}” is on: it acts on every face of the page.`,
    off: 'The mask is off.',
    useNow: 'Use in every view',
    stopUsing: 'Switch off',
    none: 'No mask saved yet. A saved mask can be switched on in Walk and everywhere else.',
    item: (name: string, maps: string, layer: string) => `${name}: ${maps} of ${layer}`,
    remove: (name: string) => `Delete ${name}`,
    exportFile: (name: string) => `Save ${name} as a file`,
    importFile: 'Open a mask file',
    otherModel: (model: string) => `Belongs to the model ${model}.`,
    open: (name: string) => `Switch on ${name}`,
    unnamed: 'Unnamed mask',
    chip: (name: string, maps: string) => `${name} · ${maps}`,
    maps: (count: number) => (count === 1 ? '1 map' : `${numbers.number(count)} maps`),
    origins: {
      hand: 'chosen by hand',
      fit: (concept: string) => `fitted to “${concept}”`,
      prepared: (concept: string) => `fitted to prepared boxes of “${concept}”`,
    },
  },
};

/** Shape of these sentences; every language has the same. */
export type FilterStrings = typeof filters;
