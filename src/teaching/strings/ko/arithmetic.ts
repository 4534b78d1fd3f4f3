/** Sentences of the Arithmetic view in Korean. Sections of the paper stand beside each claim. */
import type { FormulaProblemKind } from '../../../latent/formula.ts';
import { withParticle } from '../../korean.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { ArithmeticStrings } from '../en/arithmetic.ts';
import { attributeNames } from './attributes.ts';
import type { KoreanNoun } from './noun.ts';

const presets: ArithmeticStrings['presets']['named'] = {
  'smiling-man': {
    slots: ['웃는 여자', '무표정한 여자', '무표정한 남자'],
    result: '웃는 남자',
  },
  'woman-with-glasses': {
    slots: ['안경 쓴 남자', '안경 없는 남자', '안경 없는 여자'],
    result: '안경 쓴 여자',
  },
  'old-woman': { slots: ['나이 든 남자', '젊은 남자', '젊은 여자'], result: '나이 든 여자' },
  'blond-man': {
    slots: ['금발 여자', '검은 머리 여자', '검은 머리 남자'],
    result: '금발 남자',
  },
  'woman-with-hat': {
    slots: ['모자 쓴 남자', '모자 없는 남자', '모자 없는 여자'],
    result: '모자 쓴 여자',
  },
  beard: {
    slots: ['수염 난 남자', '수염 없는 남자', '웃는 수염 없는 남자'],
    result: '웃는 수염 난 남자',
  },
  'avatar-glasses': {
    slots: ['긴 머리, 안경', '긴 머리', '짧은 머리'],
    result: '짧은 머리, 안경',
  },
  'avatar-smile': {
    slots: ['어두운 피부, 웃음', '어두운 피부', '밝은 피부'],
    result: '밝은 피부, 웃음',
  },
  'avatar-hat': {
    slots: ['안경, 모자', '안경', '둘 다 없음'],
    result: '모자',
  },
  'avatar-fair-hair': {
    slots: ['밝은 피부, 밝은 머리', '밝은 피부, 어두운 머리', '어두운 피부, 어두운 머리'],
    result: '어두운 피부, 밝은 머리',
  },
  'avatar-beard': {
    slots: ['안경, 수염', '안경', '둘 다 없음'],
    result: '수염',
  },
};

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
export const createArithmetic = (noun: KoreanNoun): ArithmeticStrings => ({
  numbers,
  title: `${withParticle(noun.one, '으로')} 하는 벡터 산술`,
  turned: { No_Beard: '수염' },
  attribute: (name) => attributeNames[name] ?? name.replaceAll('_', ' '),

  presets: {
    label: '프리셋',
    own: `직접 고른 ${noun.one}`,
    none: `이 모델에는 골라 둔 ${withParticle(noun.one, '이가')} 없습니다. 아래 표본이나 선반에서 칸으로 끌어다 놓으세요.`,
    another: `다른 ${noun.one}들로`,
    rule: `이 ${noun.one}들을 고른 규칙`,
    picked: (triple, count) => `규칙으로 고름, ${count}벌 중 ${triple}번째`,
    pickedWhy: `고른 ${noun.one}들이므로, 여기 나오는 것은 고르면 보일 수 있는 것입니다. 더 보기의 “모든 결과”는 무작위 ${withParticle(noun.one, '으로')} 하나도 버리지 않고 되풀이합니다. 규칙(영어):`,
    formula: (slots) => `${slots[0]} − ${slots[1]} + ${slots[2]}`,
    concept: (conditions) =>
      conditions.map(({ name, present }) => (present ? name : `${name} 아님`)).join(', '),
    named: presets,
  },
  claim: `글자 하나는 그 ${noun.one}들의 z를 평균한 것이고, 평균들의 합을 그립니다. 글자마다 예시(exemplar) 하나로는 불안정했고 셋으로는 안정적이었습니다(§6.3.2, 그림 7).`,

  slot: {
    name: (letter, what) => `칸 ${letter}: ${what}`,
    menu: (letter) => `항 ${letter}`,
    place: (letter, place) => `${letter}의 예시 ${place}`,
    emptyPlace: (letter, place) => `${letter}의 빈자리 ${place}`,
    wholePlace: (letter) => `칸 ${letter}`,
    exemplar: (letter, place, count, origin) =>
      `${letter}의 예시 ${count}개 중 ${place}번째, ${origin}`,
    mean: (letter, count) => `${letter}, ${noun.one} ${count}개의 평균`,
    meanBadge: (count) => `${count}개 평균`,
    meanOf: (count) => (count === 1 ? `${noun.one} 하나` : `${noun.one} ${count}개의 평균`),
    nothing: `아직 ${noun.one} 없음`,
    unused: '식에 없음',
    empty: `${withParticle(noun.one, '을를')} 여기로 끌어다 놓거나, 집어서 놓으세요.`,
    removed: (letter, place, left) =>
      `${letter}의 예시 ${place}번을 뺐습니다. ${left}개 남았습니다.`,
    pasted: (letter) => `${letter}에 ${withParticle(noun.one, '을를')} 넣었습니다.`,
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
    nothing: `아직 더할 것이 없습니다. 칸에 ${withParticle(noun.one, '을를')} 넣으세요.`,
    expected: (what) => `나와야 할 것: ${what}`,
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
    nothing: `먼저 칸에 ${withParticle(noun.one, '을를')} 넣으세요.`,
    pixels: '픽셀로 한 같은 합',
    pixelsPicture: '예시들의 픽셀로 한 같은 합',
    pixelsWhy: `픽셀은 자리마다 더해집니다. 자리가 다른 ${noun.detail} 둘은 흐린 ${noun.detail} 둘이 됩니다. 논문도 같은 대조를 보이는데, 잡음 섞인 겹침입니다(§6.3.2, 그림 7). z를 더하면 G가 매끄러운 만큼 ${withParticle(noun.one, '이가')} 옮겨 갑니다.`,
    clipped: (percent) => `픽셀의 ${percent} %가 범위를 벗어남`,
    pending: '예시를 그리는 중입니다.',
    whyThree: '왜 세 갈래인가요?',
    armsWhy: `예시 셋은 두 가지 일을 한꺼번에 합니다. |Y|가 뽑은 z의 길이로 돌아오고, ${noun.one}마다 다른 나머지가 평균되어 사라집니다. 둘을 가르는 것은 가운데 갈래뿐입니다.`,
    armsMore:
      '서로 독립인 표본에서 A − B + C는 뽑은 z의 √3배이고, 셋의 평균으로 하면 뽑은 z와 같은 길이입니다. 가운데 갈래는 길이는 같지만 예시가 하나입니다. 거기서 나아진 것은 길이 덕분이고, 오른쪽에서만 나아진 것은 평균 덕분입니다. 논문은 하나와 셋만 견주고 가운데 갈래가 없습니다(§6.3.2).',
    redraw: (count) => `다시 뽑기 × ${count}`,
    redrawSeed: '뽑기의 시드',
    redrawPrior: `사전 분포에서 뽑은 ${noun.one}들의 A − B + C입니다. 옆의 시드에서 나왔고 하나도 버리지 않았습니다. 생김새를 보고 고르지 않았으니 어떤 생김새가 나올지도 알 수 없고, ${withParticle(noun.one, '이가')} 온전한지만 볼 수 있습니다.`,
    redrawConcept: (what) =>
      `${what}: 라벨에 맞는 ${noun.one}들 가운데 무작위로 뽑은 세 ${noun.one}씩입니다. 옆의 시드에서 나왔고 하나도 버리지 않았습니다.`,
    exemplars: (count) => `예시 ${count}개`,
    redrawn: (draw, count) => `${draw}번째 뽑기, 칸마다 예시 ${count}개`,
    proves: '보여 주는 것',
    provesText: '대부분 성공한다면, 이 생성자에서 이 속성이 거의 선형으로 움직인다는 것.',
    provesNot: '아닌 것',
    provesNotText:
      '다른 속성이나 다른 모델에서도 그렇다는 것, 그리고 세 갈래가 가르는 것 말고 왜 셋이 통하는지.',
  },

  attributes: {
    loading: '이 모델의 방향을 가져오는 중입니다.',
    none: `이 모델에는 방향이 없습니다. “나만의 방향”에서 직접 고른 ${noun.one}들로 만들어 보세요.`,
    own: '나만의 방향',
    ownDetail: '두 무리에 맞춘 것',
    amount: (value) => `표준 편차의 ${value}배`,
    step: (name, amount) => `${name} ${amount} σ`,
    heldOut: (percent) => `떼어 둔 것에서 ${percent} %`,
    hold: '고정',
    heldAway: '고정한 방향들을 빼면 남는 것이 없음',
    remaining: (percent) => `길이의 ${percent} %가 남음`,
    reset: '모두 되돌리기',
    more: (count) => `${count}개 더`,
    fewer: '줄이기',
    threshold: (percent, left) =>
      left.length === 0
        ? `나머지 속성은 모두 떼어 둔 것에서 ${percent} %를 넘습니다.`
        : `나머지는 떼어 둔 것에서 ${percent} %부터 보여 줍니다(찍으면 50 %). 못 미치는 것: ${left.join(', ')}.`,
    why: '슬라이더마다 속성 방향 벡터 하나를 더합니다. 단위는 그 방향으로 잰 사전 분포의 표준 편차입니다. 백분율은 맞출 때 쓰지 않은 z를 얼마나 맞히는지입니다(양쪽을 같은 무게로).',
    whyLabel: '이 방향은 무엇인가요?',
    whyMore:
      '라벨이 붙은 표본 20,000개로 z에서 로지스틱 회귀를 한 것입니다. 라벨은 사람이 아니라 분류기가 붙였고, 여자–남자는 데이터의 라벨이지 사람이 아닙니다. 방향들은 서로 독립이 아닙니다. “고정”은 고정한 방향들을 사영으로 빼서 그 점수가 그대로 있게 합니다. 논문은 z 몇 개의 평균으로 방향을 만듭니다(§6.3.2, 그림 8).',
    direction: '방향',
    cosines: '방향들 사이의 코사인',
    cosinesWhy: '0이면 하나가 다른 하나의 점수를 건드리지 않고, ±1이면 같은 방향입니다.',
    freed: {
      label: '각 방향이 혼자 알려 주는 것',
      why: `AUC는 떼어 둔 것에서 속성이 있는 ${noun.one}의 점수가 없는 ${noun.one}의 점수보다 높은 비율입니다. 가장 가까운 방향들을 뺐을 때 0.5(찍기) 가까이로 떨어지는 방향은 혼자서 알려 주는 것이 없습니다.`,
      auc: 'AUC',
      of: '뺀 방향',
      left: '남은 AUC',
      none: '가까운 것 없음',
    },
  },

  own: {
    why: `어떤 것이 있는 ${withParticle(noun.one, '을를')} “있음”에, 없는 ${withParticle(noun.one, '을를')} “없음”에 넣으세요. 그 차이가 어떤 ${withParticle(noun.one, '이든')} 움직이는 방향이 됩니다.`,
    more: '로지스틱 회귀가 두 무리를 가릅니다(λ = 1). 100차원에 점이 몇 개뿐이면 언제나 가를 수 있으므로, 하나씩 떼어 두고 맞힌 비율이 정직한 수입니다. 그림 8은 왼쪽을 보는 얼굴 넷과 오른쪽을 보는 얼굴 넷을 썼습니다.',
    groups: { with: '있음', without: '없음' },
    place: (group) => `“${group}” 무리`,
    count: (count, most) => `최대 ${most}개 중 ${count}개`,
    clear: '비우기',
    drop: (least) =>
      `${withParticle(noun.one, '을를')} ${least}개 이상 여기에 놓으세요. 평균을 놓으면 그 예시가 모두 들어옵니다.`,
    member: (group, place, origin) => `${group} 무리의 ${place}번째 ${noun.one}, ${origin}`,
    tooFew: (least, present, absent) =>
      `무리마다 ${withParticle(noun.one, '이가')} ${least}개 이상 있어야 합니다. 지금은 있음 ${present}개, 없음 ${absent}개입니다.`,
    shared: (count) => `${noun.one} ${count}개가 두 무리에 다 있습니다. 한쪽에서 빼세요.`,
    testing: '하나씩 떼어 두고 시험하는 중입니다.',
    accuracy: (right, count, percent) =>
      `하나씩 떼어 두었을 때 ${count}개 중 ${right}개를 맞혔습니다(${percent} %, 찍으면 50 %).`,
  },

  turn: {
    direction: '방향',
    seed: `${noun.one}의 시드`,
    save: '시트 저장 (PNG)',
    none: '아직 방향이 없습니다. 이 모델에는 딸려 온 것이 없으니 “나만의 방향”에서 만들어 보세요.',
    label: (direction, faceCount, positions) =>
      `${direction}: ${noun.one} ${faceCount}개, 저마다 ${positions}자리`,
    cell: (row, amount) => `${noun.one} ${row}, 표준 편차의 ${amount}배만큼 움직임`,
    why: `시드에서 나온 그대로, 고르지 않은 ${noun.one} 다섯을 한 방향으로 움직입니다. 가운데 열이 본래 ${noun.one}입니다. 진짜 방향이라면 모든 줄이 같은 쪽으로 변합니다. 무엇이 함께 변하는지도 보세요.`,
    more: '그림 8은 왼쪽을 보는 얼굴 넷과 오른쪽을 보는 얼굴 넷의 평균으로 만든 “turn” 벡터를 무작위 표본에 더합니다. 얼굴 5개, 11자리입니다. 방향이 다른 얼굴에도 통한다는 것을 보일 뿐, 다른 것과 얽히지 않았다는 것은 아닙니다(§6.3.2).',
  },

  wall: {
    why: (slots) =>
      `${slots[0]} − ${slots[1]} + ${slots[2]}, 되풀이: 라벨에 맞는 무작위 ${withParticle(noun.one, '으로')}, 하나도 버리지 않고, 실패도 보여 줍니다.`,
    more: '성공은 이 페이지의 작은 분류기인 심판이 나와야 할 것의 모든 조건을 충분히 확신한다는 뜻입니다. 분류기는 속을 수 있고, 사진으로 배워 놓고 만든 그림을 판정합니다. 심판 자신의 정확도는 위에 있습니다. 구간은 95 % 윌슨 구간입니다.',
    count: `세 ${noun.one} 묶음 수`,
    seed: '시드',
    start: '돌리기',
    stop: '그만두기',
    loading: '표본 20,000개의 라벨을 가져오는 중입니다.',
    noLabels: '이 모델에는 라벨이 붙은 표본이 없어서 뽑을 것이 없습니다.',
    noJudge: '이 모델에는 분류기가 없어서 결과를 판정할 수 없습니다.',
    noPreset: '위에서 프리셋을 고르세요. 무엇을 뽑고 무엇이 나와야 하는지는 프리셋이 정합니다.',
    progress: (done, total) => `${total}벌 중 ${done}벌`,
    left: (seconds) => `약 ${seconds}초 남음`,
    stopped: '그만둠',
    complete: '끝남',
    pools: (a, b, c) => `뽑은 곳: A에 맞는 표본 ${a}개, B에 맞는 ${b}개, C에 맞는 ${c}개.`,
    judge: (shares, pictures) =>
      `심판 자신의 정확도(균형, 배우지 않은 사진 ${pictures}장에서): ${shares}.`,
    judgeUnknown: '심판 자신이 얼마나 맞히는지는 재지 않았습니다.',
    chart: (expected) => `“${expected}”로 판정됨, 95 % 구간`,
    rate: (successes, n) => `${n} 중 ${successes}`,
    interval: (rate, low, high) => `${rate} % (${low}–${high})`,
    arm: '보여 줄 갈래',
    order: '순서',
    orders: { drawn: '뽑은 차례', best: '좋은 것부터', worst: '나쁜 것부터' },
    label: (count, arm, successes) => `결과 ${count}개, ${arm}: 성공 ${successes}개`,
    crosses: '심판이 실패라고 한 결과에는 ×가 붙습니다. 하나를 골라 가까이 보세요.',
    chosen: '번호',
    score: (percent, succeeded) => `확신 ${percent} %, ${succeeded ? '성공' : '실패'}`,
    onBench: '칸에 올리기',
    save: '벽 저장 (PNG)',
    changesLabel: '함께 변한 것',
    changes:
      '심판이 속성마다 얼마나 자주 보는지: C의 첫 예시들에서, 그리고 결과에서. 그 개념만 옮겨 왔다면 이 수들은 그대로일 것입니다.',
    attribute: '속성',
    among: (letter) => `${letter}에서`,
    difference: '변화',
    all: (count) => `${count}개 모두`,
    fewer: '줄이기',
  },

  figure: {
    layout:
      '논문과 같은 그림입니다. 항마다 한 열에 예시와 그 평균이 있고, 오른쪽이 3×3 결과입니다.',
    save: '그림 저장 (PNG)',
    sum: (formula, terms) => `Y = ${formula}. ${terms.join('; ')}.`,
    settings: (strength, radius, seed, amounts) =>
      [
        `세기 ${strength}; 가운데가 G(Y), 이웃은 시드 ${seed}의 균등한 잡음 ±${radius}`,
        ...amounts,
      ].join('; '),
    turn: (direction, seed, rows) =>
      `${direction}: 시드 ${seed}의 표본 0부터 ${rows - 1}까지, 고르지 않고 한 방향으로 움직임`,
    turnColumns: (from, to, columns) =>
      `사전 분포의 표준 편차 ${from}배부터 ${to}배까지 ${columns}자리; 가운데가 표본 자신`,
    wall: (slots, count, seed, arm) =>
      `${slots[0]} − ${slots[1]} + ${slots[2]}: 시드 ${seed}의 무작위 묶음 ${count}벌, 하나도 버리지 않음; ${arm}`,
    wallRate: (expected, successes, n, interval) =>
      `“${expected}”로 판정됨: ${n} 중 ${successes}, ${interval}`,
    model: (title, licence) => `${title}. ${licence}`,
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
    yours: `지금 칸에 있는 ${noun.one}들, 세기 1일 때`,
    exemplarsOf: (letter) => `${letter}의 예시`,
    meanOf: (norm) => `평균 ${norm}`,
    own: { one: '예시 하나의 Y', all: '모두의 Y' },
    correlated: `속성을 보고 고른 ${noun.one}들은 독립인 표본이 아니어서, 그 평균은 뽑은 z의 1/√3보다 깁니다.`,
  },
});
