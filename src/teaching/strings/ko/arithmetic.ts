/** Sentences of the Arithmetic view in Korean. Sections of the paper stand beside each claim. */
import type { FormulaProblemKind } from '../../../latent/formula.ts';
import { withParticle } from '../../korean.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { ArithmeticStrings } from '../en/arithmetic.ts';

const numbers = createNumberFormats('ko-KR');

const problems: Record<FormulaProblemKind, (found: string) => string> = {
  empty: () => '식이 비어 있습니다. A − B + C처럼 적으세요.',
  'too-long': () => '식이 200자보다 깁니다.',
  'unknown-character': (found) => `“${found}”은(는) 칸도 수도 부호도 아닙니다.`,
  'unknown-slot': (found) => `“${found}”(이)라는 칸은 없습니다. 칸은 A부터 H까지입니다.`,
  'two-operators': (found) =>
    `여기에는 “${found}”이(가) 또 오는 대신 A부터 H까지의 칸이 와야 합니다.`,
  'missing-slot': (found) =>
    found === ''
      ? 'A부터 H까지의 칸이 와야 할 곳에서 식이 끝났습니다.'
      : `여기에는 “${found}” 대신 A부터 H까지의 칸이 와야 합니다.`,
  'missing-operator': (found) => `“${found}” 앞에 + 또는 −가 빠졌습니다.`,
  'bad-number': (found) => `“${found}”은(는) 수가 아닙니다. 0.5나 2처럼 적으세요.`,
  'weight-too-large': (found) =>
    `${withParticle(found, '은는')} 너무 큽니다. 가중치는 4까지입니다.`,
  'repeated-slot': (found) =>
    `${withParticle(found, '이가')} 두 번 나옵니다. 대신 2·${found}처럼 가중치를 적으세요.`,
};

/** Korean sentences of the Arithmetic view. */
export const arithmetic: ArithmeticStrings = {
  numbers,
  title: '얼굴로 하는 벡터 산술',
  claim:
    '글자 하나는 그 얼굴들의 z를 평균한 것이고, 평균들의 합을 그립니다. 글자마다 예시(exemplar) 하나로는 불안정했고 셋으로는 안정적이었습니다(§6.3.2, 그림 7).',

  slot: {
    name: (letter, what) => `칸 ${letter}: ${what}`,
    menu: (letter) => `항 ${letter}`,
    place: (letter, place) => `${letter}의 예시 ${place}`,
    emptyPlace: (letter, place) => `${letter}의 빈자리 ${place}`,
    wholePlace: (letter) => `칸 ${letter}`,
    exemplar: (letter, place, count, origin) =>
      `${letter}의 예시 ${count}개 중 ${place}번째, ${origin}`,
    mean: (letter, count) => `${letter}, 얼굴 ${count}개의 평균`,
    meanBadge: (count) => `${count}개 평균`,
    meanOf: (count) => (count === 1 ? '얼굴 하나' : `얼굴 ${count}개의 평균`),
    nothing: '아직 얼굴 없음',
    unused: '식에 없음',
    empty: '얼굴을 여기로 끌어다 놓거나, 집어서 놓으세요.',
    removed: (letter, place, left) =>
      `${letter}의 예시 ${place}번을 뺐습니다. ${left}개 남았습니다.`,
    pasted: (letter) => `${letter}에 얼굴을 넣었습니다.`,
    paste: '“z 복사”가 주는 글자',
    putIn: (letter) => `${letter}에 넣기`,
    sign: '부호',
    weight: '가중치',
    clear: '칸 비우기',
    removeTerm: '항 빼기',
    minus: (letter) => `${withParticle(letter, '을를')} 뺍니다. 누르면 더합니다`,
    plus: (letter) => `${withParticle(letter, '을를')} 더합니다. 누르면 뺍니다`,
  },

  formula: {
    heading: '식',
    label: '칸 A부터 H까지로 된 식',
    addTerm: '항 더하기',
    emptySlots: (letters) =>
      `${letters.join(', ')} 칸이 비어 있어서, 빈 칸 없이 더한 것을 그렸습니다.`,
    problem: (kind, place, found) => `${place}번째 글자: ${problems[kind](found)}`,
  },

  strength: {
    label: '세기',
    text: (value) => `${value}: 0은 A, 1은 합 전체`,
    start: 'A',
    whole: '합',
    beyond: '그 너머',
  },

  result: {
    heading: '결과',
    grid: '결과: 가운데가 G(Y), 둘레가 이웃 여덟',
    centre: 'G(Y)',
    neighbour: (number) => `Y의 이웃 ${number}`,
    nothing: '아직 더할 것이 없습니다. 칸에 얼굴을 넣으세요.',
    noise: '이웃의 잡음',
    noiseText: (factor) => `논문의 ${factor}배`,
    noiseSeed: '잡음의 시드',
    noiseIs: (radius, factor, prior) =>
      prior === 'normal'
        ? `성분마다 균등한 ±${radius}: N(0, 1)이므로 ${factor} × 0.25 · √3.`
        : `성분마다 균등한 ±${radius}: U(−1, 1)이므로 ${factor} × 0.25.`,
    noiseWhy:
      'G(Y)를 둘러싼 그림 여덟은 Y에 균등한 잡음을 더한 것입니다. 결과가 점 하나가 아니라 자리임을 보여 줍니다(§6.3.2). 논문의 ±0.25는 사전 분포(z를 뽑는 분포) U(−1, 1)에 맞춘 값이고 그 표준 편차는 1/√3입니다. N(0, 1)에서 사전 분포에 견주어 같은 크기는 ±0.25 · √3 ≈ ±0.43입니다.',
  },

  panels: {
    heading: '도구',
    more: '더 보기',
    less: '접기',
    close: '도구 닫기',
    tabs: {
      controls: '대조',
      attributes: '속성',
      ownDirection: '나만의 방향',
      turn: '돌리기 시트',
      wall: '모든 결과',
      export: '내보내기',
    },
  },

  controls: {
    heading: '세 갈래와 픽셀',
    arms: { one: '예시 하나', oneRescaled: '하나, 껍질로 되돌림', all: '예시 모두' },
    armPicture: (arm) => `결과: ${arm}`,
    length: (norm) => `|Y| ${norm}`,
    ratio: (times) => `뽑은 z의 ${times}배`,
    nothing: '먼저 칸에 얼굴을 넣으세요.',
    pixels: '픽셀로 한 같은 합',
    pixelsPicture: '예시들의 픽셀로 한 같은 합',
    pixelsWhy:
      '픽셀은 자리마다 더해집니다. 자리가 다른 코 둘은 흐린 코 둘이 됩니다. 논문도 같은 대조를 보이는데, 잡음 섞인 겹침입니다(§6.3.2, 그림 7). z를 더하면 G가 매끄러운 만큼 얼굴이 옮겨 갑니다.',
    clipped: (percent) => `픽셀의 ${percent} %가 범위를 벗어남`,
    pending: '예시를 그리는 중입니다.',
    whyThree: '왜 세 갈래인가요?',
    armsWhy:
      '예시 셋은 두 가지 일을 한꺼번에 합니다. |Y|가 뽑은 z의 길이로 돌아오고, 얼굴마다 다른 나머지가 평균되어 사라집니다. 둘을 가르는 것은 가운데 갈래뿐입니다.',
    armsMore:
      '서로 독립인 표본에서 A − B + C는 뽑은 z의 √3배이고, 셋의 평균으로 하면 뽑은 z와 같은 길이입니다. 가운데 갈래는 길이는 같지만 예시가 하나입니다. 거기서 나아진 것은 길이 덕분이고, 오른쪽에서만 나아진 것은 평균 덕분입니다. 논문은 하나와 셋만 견주고 가운데 갈래가 없습니다(§6.3.2).',
    redraw: (count) => `다시 뽑기 × ${count}`,
    redrawSeed: '뽑기의 시드',
    redrawPrior:
      '사전 분포에서 뽑은 얼굴들의 A − B + C입니다. 옆의 시드에서 나왔고 하나도 버리지 않았습니다. 생김새를 보고 고르지 않았으니 어떤 생김새가 나올지도 알 수 없고, 얼굴이 온전한지만 볼 수 있습니다.',
    redrawConcept: (what) =>
      `${what}: 라벨에 맞는 얼굴들 가운데 무작위로 뽑은 세 얼굴씩입니다. 옆의 시드에서 나왔고 하나도 버리지 않았습니다.`,
    exemplars: (count) => `예시 ${count}개`,
    redrawn: (draw, count) => `${draw}번째 뽑기, 칸마다 예시 ${count}개`,
    proves: '보여 주는 것',
    provesText: '대부분 성공한다면, 이 생성자에서 이 속성이 거의 선형으로 움직인다는 것.',
    provesNot: '아닌 것',
    provesNotText:
      '다른 속성이나 다른 모델에서도 그렇다는 것, 그리고 세 갈래가 가르는 것 말고 왜 셋이 통하는지.',
  },

  lengthTable: {
    label: '바탕이 되는 길이',
    prior: (prior, trials) =>
      `z의 노름(길이), ${prior === 'normal' ? 'N(0, 1)' : 'U(−1, 1)'}에서 뽑아 ${trials}번 시행`,
    rows: {
      draw: '뽑은 z',
      midpoint: '두 표본의 가운데',
      single: '표본 하나씩의 A − B + C',
      meansOfThree: '셋의 평균으로 한 A − B + C',
    },
    times: (ratio) => `${ratio}배`,
    yours: '지금 칸에 있는 얼굴들, 세기 1일 때',
    exemplarsOf: (letter) => `${letter}의 예시`,
    meanOf: (norm) => `평균 ${norm}`,
    own: { one: '예시 하나의 Y', all: '모두의 Y' },
    correlated:
      '속성을 보고 고른 얼굴들은 독립인 표본이 아니어서, 그 평균은 뽑은 z의 1/√3보다 깁니다.',
  },
};
