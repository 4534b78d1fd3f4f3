/** Korean: the Train view. */
import type { RunConfig, Source } from '../../../trainer/config.ts';
import type {
  FailureReason,
  HalfStepName,
  LikelyCause,
  TrainingBackend,
} from '../../../trainer/types.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { train as english } from '../en/train.ts';

const format = createNumberFormats('ko-KR');
const { number, small, bytes } = format;

/** Seconds as people say them. */
function duration(seconds: number): string {
  if (seconds < 90) return `${number(seconds)}초`;
  if (seconds < 5400) return `${number(seconds / 60)}분`;
  return `${number(seconds / 3600, 1)}시간`;
}

const papers: Readonly<Record<Exclude<Source['paper'], 'here'>, string>> = {
  dcgan: 'DCGAN',
  gan: 'GAN 2014',
  dcganCode: 'DCGAN 코드',
  adam: 'Adam',
};

const keys: Readonly<Record<keyof RunConfig, string>> = {
  imageSize: '그림 한 변',
  channels: '채널',
  classes: '클래스',
  network: '네트워크',
  width: '너비',
  latentDim: 'z의 성분 수',
  prior: 'z의 사전 분포',
  resampling: '크기 바꾸기',
  batchNorm: '배치 정규화',
  hiddenLayer: '완전 연결 은닉층',
  activationG: 'G의 활성화 함수',
  activationD: 'D의 활성화 함수',
  loss: '손실',
  clip: 'D 가중치의 한계',
  rateG: 'G의 학습률',
  beta1G: 'G의 β1',
  beta2G: 'G의 β2',
  rateD: 'D의 학습률',
  beta1D: 'D의 β1',
  beta2D: 'D의 β2',
  batchSize: '배치',
  labelSmoothing: '레이블 완화',
  instanceNoise: 'D가 보는 그림의 잡음',
  stepsD: 'G 한 번에 D를 고치는 횟수',
  averageDecay: 'G의 이동 평균',
  seed: '시드',
};

const halves: Readonly<Record<HalfStepName, { readonly name: string; readonly text: string }>> = {
  discriminatorReal: {
    name: '진짜 그림을 보는 D',
    text: 'D가 진짜 그림 한 배치를 봅니다. “진짜”라고 해야 합니다. 기울기를 모으기만 하고 아직 아무것도 바꾸지 않습니다. G는 쉽니다.',
  },
  discriminatorFake: {
    name: '만든 그림을 보는 D',
    text: '고정된 G가 한 배치를 그리고, D는 “만든 것”이라고 해야 합니다. 두 기울기를 합쳐 이제 D를 바꿉니다. G는 그대로입니다.',
  },
  generator: {
    name: 'G',
    text: 'G가 한 배치를 그리고 고정된 D가 판단합니다. 기울기가 D를 거슬러 G까지 가서 G만 바꿉니다. D가 진짜로 여기는 쪽으로 바뀝니다.',
  },
};

const backends: Readonly<Record<TrainingBackend, string>> = {
  webgpu: 'WebGPU',
  wasm: 'WASM',
  reference: '단순 반복문',
};

const reasons: Readonly<Record<FailureReason, (step: string) => string>> = {
  'not-finite': (step) =>
    `${step}단계 뒤에 멈췄습니다. 유한하지 않은 수가 나와 그다음 단계는 옳을 수 없습니다.`,
  'out-of-memory': (step) =>
    `${step}단계 뒤에 멈췄습니다. 이 크기의 네트워크에 줄 메모리가 브라우저에 더 없습니다.`,
  'device-lost': (step) => `${step}단계 뒤에 멈췄습니다. 그래픽 장치를 잃었습니다.`,
  crashed: (step) => `${step}단계 뒤에 멈췄습니다. 학습하던 작업자가 말없이 끝났습니다.`,
};

const causes: Readonly<Record<LikelyCause, string>> = {
  'rate-too-high':
    '아마도 학습률 때문입니다. 0.002를 넘으면 가중치가 기울기를 믿을 수 있는 거리보다 멀리 뜁니다. 논문은 0.001도 너무 높다고 했습니다(§4).',
  'no-batch-norm':
    '아마도 배치 정규화가 없기 때문입니다. 층마다 활성값과 기울기의 크기를 맞춰 주는 것이 없습니다(§3).',
  'loss-unbounded':
    '아마도 손실 때문입니다. 이 손실에는 한계가 없어서 D의 로짓이 넘칠 때까지 커질 수 있습니다.',
  unknown: '설정에서는 까닭이 보이지 않습니다. 시드를 바꾸어 보면 우연인지 알 수 있습니다.',
};

export const train: typeof english = {
  title: '학습',
  waiting: '모델 설명을 기다리고 있습니다.',
  steps: {
    label: '화면의 순서',
    pictures: '그림',
    network: '네트워크',
    run: '실행',
    afterwards: '그 뒤',
  },
  next: { network: '네트워크 고르기', run: '실행으로 가기', afterwards: '남은 것 보기' },
  picturesNow: (name, count, size, channels) =>
    `${name}: 그림 ${number(count)}장, ${size}×${size}, ${channels === 1 ? '회색' : '컬러'}`,
  noPictures: '아직 그림이 없습니다. 첫 순서에서 고르세요.',
  source: ({ paper, section }) => {
    if (paper === 'here') return '여기서 정함';
    return section === null ? papers[paper] : `${papers[paper]} §${section}`;
  },
  sourceTitle: '기본값의 출처',
  network: {
    keys,
    networks: { dcgan: 'DCGAN', mlp: '퍼셉트론 (2014)', conditional: '클래스를 듣는 DCGAN' },
    priors: { uniform: '균등 −1 … 1', normal: '정규' },
    losses: {
      nonSaturating: '비포화',
      minimax: '적힌 그대로의 미니맥스',
      leastSquares: '최소 제곱',
      wasserstein: '바서슈타인, 자르기',
      hinge: '힌지',
    },
    lossText: {
      nonSaturating: 'G는 −log D(G(z))를 줄입니다. 2014년 논문이 실제로 쓴 손실입니다.',
      minimax: 'G는 log(1 − D(G(z)))를 줄입니다. D가 이기는 동안 기울기가 사라집니다.',
      leastSquares: 'D의 로짓을 제곱으로 1이나 0에 끌어당깁니다(Mao 외 2017).',
      wasserstein: 'D의 평균 차이이며 D의 가중치를 자릅니다(Arjovsky 외 2017).',
      hinge: '±1의 잘못된 쪽에 있는 로짓만 D에 영향을 줍니다(Lim과 Ye 2017).',
    },
    guidelines: {
      heading: '다섯 가지 지침 (§3)',
      resampling: {
        label: '1 · 크기 바꾸기',
        options: { strided: '스트라이드', pooling: '풀링, 반복' },
      },
      batchNorm: {
        label: '2 · 배치 정규화',
        options: { standard: '양 끝만 빼고', none: '없음', everywhere: '모든 층' },
      },
      hiddenLayer: { label: '3 · 완전 연결 은닉층', options: { no: '없음', yes: '있음' } },
      activationG: { label: '4 · G', options: { relu: 'ReLU', tanh: 'tanh' } },
      activationD: { label: '5 · D', options: { leakyRelu: 'LeakyReLU', relu: 'ReLU' } },
    },
    size: '네트워크',
    optimiser: '손실과 최적화',
    tricks: '배치, 잡음, 시드',
    changed: '바꿈',
    presets: {
      heading: '이렇게 하면 무엇이 무너질까',
      label: '설정',
      own: '직접 정한 설정',
      names: {
        recipe: '논문의 설정',
        noBatchNorm: '배치 정규화를 빼면',
        batchNormEverywhere: '모든 층을 배치 정규화하면',
        highRate: '학습률이 0.001이면',
        highBeta: 'β1이 0.9이면',
        pooling: '풀링으로 크기를 바꾸면',
        hiddenLayer: '완전 연결 은닉층을 두면',
        tanh: 'G의 은닉층에 tanh를 쓰면',
        relu: 'D에 그냥 ReLU를 쓰면',
        minimax: '손실이 적힌 그대로의 미니맥스면',
        mlp: '2014년의 네트워크면',
      },
      claims: {
        recipe: '논문의 주장: 다섯 지침을 모두 따르면 대부분의 경우 학습이 안정적입니다.',
        noBatchNorm:
          '논문의 주장: 깊은 생성자가 배우기 시작하려면 배치 정규화가 꼭 필요했고, 모든 표본이 한 점으로 무너지는 것을 막았습니다.',
        batchNormEverywhere:
          '논문의 주장: 모든 층을 배치 정규화하니 표본이 진동하고 모델이 불안정했습니다.',
        highRate: '논문의 주장: 0.001은 너무 높아 0.0002를 썼습니다.',
        highBeta: '논문의 주장: β1이 0.9이면 학습이 진동하고 불안정했으며 0.5가 도움이 됐습니다.',
        pooling: '논문의 주장: 스트라이드 합성곱이면 네트워크가 크기 바꾸는 법을 스스로 배웁니다.',
        hiddenLayer: '논문의 주장: 깊은 네트워크는 완전 연결 은닉층이 없는 편이 낫습니다.',
        tanh: '논문의 주장: G는 마지막 층만 빼고 ReLU를 씁니다. 마지막 층은 값이 한정되어 더 빨리 배웠습니다.',
        relu: '논문의 주장: D에는 LeakyReLU가 잘 들었고 해상도가 높을수록 그랬습니다.',
        minimax:
          '2014년 논문의 주장: 처음에는 D가 확신하며 이겨 이 손실이 포화하므로 G가 거의 배우지 못합니다.',
        mlp: '논문의 주장: 2014년식 GAN은 불안정했고 그림에 잡음이 많았습니다.',
      },
      see: '시드와 크기는 그대로 두므로 앞의 실행과 견줄 수 있습니다. 여기서도 그런지는 그림이 말해 줍니다.',
    },
    parameters: (g, d) => `매개변수: G ${number(g)}개, D ${number(d)}개`,
    time: {
      unknown: '한 단계에 걸리는 시간은 이 기기에 달려 있습니다.',
      measure: '한 단계 재 보기',
      measuring: '한 단계를 재는 중',
      measured: (milliseconds) => `한 단계에 ${format.milliseconds(milliseconds)}, 잰 값`,
      scaled: (milliseconds) =>
        `한 단계에 약 ${format.milliseconds(milliseconds)}, 곱셈 수로 어림한 값`,
      whole: (steps, seconds, epochs) =>
        `${number(steps)}단계: 약 ${duration(seconds)}, 그림을 ${number(epochs, 1)}번 훑음`,
    },
    scale: (size, width, batch) =>
      `논문의 크기: ${size}×${size} 그림, 너비 ${width}, 배치 ${batch}. 프로세서로는 몇 시간이 걸립니다.`,
    length: '멈출 단계',
    noClasses:
      '이 그림에는 클래스가 없어서 G에 알려 줄 것이 없습니다. 레이블이 있는 그림을 고르세요.',
  },
  run: {
    controls: '실행',
    start: '시작',
    startAgain: '새로 시작',
    resume: '계속',
    pause: '잠깐 멈춤',
    step: '한 단계',
    half: '반 단계',
    stop: '끝내고 남기기',
    phases: {
      idle: '아직 아무것도 돌고 있지 않습니다.',
      starting: '여기서 가장 빠른 계산 방법을 찾는 중 …',
      paused: '잠깐 멈췄습니다.',
      running: '돌고 있습니다.',
      failed: '스스로 멈췄습니다.',
      stopped: '끝났습니다. 마지막 상태를 남겼습니다.',
    },
    otherRecipe: '이 실행이 시작된 뒤 설정이 바뀌었습니다. 쓰려면 새로 시작하세요.',
    reached: '멈출 단계에 이르렀습니다. 더 하려면 그 값을 올리세요.',
    facts: {
      step: '단계',
      stepOf: (step, length) => `${number(length)} 중 ${number(step)}`,
      epochs: '그림을 훑은 횟수',
      rate: '초당 그림',
      left: '남은 시간',
      trained: '학습한 시간',
      backend: '계산하는 곳',
      backendOf: (backend, detail) =>
        detail === null ? backends[backend] : `${backends[backend]} (${detail})`,
      none: '–',
    },
    duration,
    hidden: {
      label: '이 탭이 가려진 동안',
      pause: '멈춤',
      slow: '4분의 1 속도',
      run: '그대로',
    },
    duty: { label: '쓸 시간의 몫', full: '전부', half: '절반', quarter: '4분의 1' },
    halves: {
      heading: '반 단계씩',
      intro: '한 단계는 진짜 그림을 보는 D, 만든 그림을 보는 D, 그리고 G의 차례입니다.',
      names: halves,
      of: (step) => `${number(step)}단계`,
      loss: '이 부분의 손실',
      score: 'D의 평균 점수',
      gradient: '기울기의 길이',
      changed: {
        discriminator: 'D가 바뀌었습니다.',
        generator: 'G가 바뀌었습니다.',
        none: '아무것도 바뀌지 않았습니다.',
      },
      pictures: 'D가 본 그림',
    },
    sheet: {
      heading: '같은 z를 거듭 그린 그림',
      label: (step) => `${number(step)}단계에서 같은 z로 그린 그림 64장`,
      none: '실행을 시작하면 그림이 나타납니다.',
      scrub: '지난 그림 되돌려 보기',
      at: (step, seconds) => `${number(step)}단계, ${duration(seconds)} 뒤`,
      live: '가장 새것',
      moved: (place, change) =>
        `바로 앞 그림보다 가장 많이 달라진 것: ${number(place)}번, −1 … 1의 눈금에서 ${number(change, 3)}.`,
      rewind: (step) => `${number(step)}단계로 되감기`,
      rewindNone: '되감을 스냅샷은 30초마다 남습니다.',
      rewindText: '시드와 백엔드가 같으면 실행은 비트까지 똑같이 되풀이됩니다.',
      now: '이번 실행',
      former: '앞의 실행',
      forget: '앞의 실행 치우기',
    },
    charts: {
      step: '단계',
      losses: '손실',
      lossesText: '발전이 아니라 겨루기를 재는 값이므로 둘 다 줄지 않아도 됩니다.',
      scores: 'D의 평균 점수',
      scoresText: '1과 0에 가까우면 D가 이기고, 둘 다 0.5에 가까우면 가려내지 못합니다.',
      gradients: '기울기의 길이',
      gradientsText: '로그 눈금. G의 기울기가 사라지면 더 배우지 못합니다.',
      histogram: '최근 D의 점수',
      histogramText: '0에서 1까지 어떤 점수를 받은 그림이 몇 장인지 보입니다.',
      distance: '진짜 그림과의 거리',
      distanceText: (factor) => `조각낸 바서슈타인 거리. 지금은 처음의 1/${factor}.`,
      distanceNone: '조각낸 바서슈타인 거리, 15초마다.',
      distanceMore:
        '한 변이 8, 16, …인 그림에서 7×7 조각을 떼어 무작위 방향 64개에 비추고, 정렬한 값의 평균 차이를 거리로 삼습니다(Rabin 외 2011). 0이면 같고, 점선은 진짜 그림을 둘로 나눈 것끼리의 거리입니다.',
      diversity: '다양성',
      diversityText:
        '가장 가까운 다른 그림까지의 평균 거리를 진짜 그림의 것으로 나눈 값. 1이면 그만큼 다양하고, 0에 가까우면 모드 붕괴입니다.',
      names: {
        lossD: 'D',
        lossG: 'G',
        scoreReal: 'D(x)',
        scoreFake: 'D(G(z))',
        gradientD: 'D',
        gradientG: 'G',
        real: '진짜',
        fake: '만든 것',
        distance: '거리',
        floor: '진짜의 두 절반',
        diversity: '다양성',
      },
      former: '앞의 실행은 점선',
      summary: (name, value) => `${name} ${value}`,
      empty: '아직 값이 없음',
      more: '정의',
      value: (value) => (Math.abs(value) >= 100 ? number(value) : small(value)),
    },
    compare: {
      heading: '두 실행',
      claim: '주장',
      which: '실행',
      recipe: '설정',
      measuredAt: '잰 단계',
      differs: '다른 점',
      same: '그림이나 단계 말고는 없음',
    },
    failure: {
      heading: '실행이 스스로 멈췄습니다',
      reasons,
      causes,
      narrower: (width) => `너비 ${number(width)}이면 메모리가 절반쯤 듭니다.`,
      narrowTo: (width) => `너비를 ${number(width)}로`,
      goOn: (step) => `${number(step)}단계부터 계속`,
      nothing: '이어 갈 스냅샷이 없습니다.',
      change: '설정 고치기',
      lastGood: (step) => `마지막으로 온전한 스냅샷은 ${number(step)}단계입니다.`,
    },
    notKept: '지금은 스냅샷이 남지 않아서 새로 고치면 실행을 잃습니다.',
    waitingForPictures: '실행에는 그림이 필요합니다.',
  },
  kept: {
    heading: '이 기기에 남은 스냅샷',
    intro:
      '학습 30초마다, 그리고 실행이 끝날 때 남깁니다. 새로 고쳐도 남으며 한 실행에서 여섯 개까지 둡니다.',
    empty: '아직 남은 것이 없습니다. 먼저 실행을 시작하세요.',
    reading: '남은 것을 읽는 중 …',
    entry: (pictures, step) => `${pictures}, ${number(step)}단계`,
    facts: (seconds, size, kept, weights) =>
      `${duration(seconds)} 학습 · ${size}×${size} · ${kept} · ${bytes(weights)}`,
    when: (time) =>
      new Intl.DateTimeFormat('ko-KR', { dateStyle: 'medium', timeStyle: 'short' }).format(time),
    measures: (diversity, distance, start) =>
      `다양성 ${number(diversity, 2)}, 거리 ${small(distance)} (처음 ${small(start)})`,
    open: '열기',
    openIn: { walk: '걷기', arithmetic: '산술', filters: '필터' },
    openName: (view, entry) => `${view}에서 열기: ${entry}`,
    goOn: '이어서 학습',
    goOnName: (entry) => `이어서 학습: ${entry}`,
    zip: '모델 폴더 (zip)',
    zipName: (entry) => `모델 폴더 (zip): ${entry}`,
    remove: '지우기',
    removeName: (entry) => `지우기: ${entry}`,
    drawnClass: '그릴 클래스',
    sheet: (entry) => `${entry}의 그림`,
    noDiscriminator: 'D는 빠집니다. 모델 폴더에는 풀링 층이 없습니다.',
    working: '하는 중 …',
  },
};
