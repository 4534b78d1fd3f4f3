/** Sentences of the Walk view in Korean. Terms follow the glossary: 한글(영어) at first use. */
import { withParticle } from '../../korean.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { WalkStrings } from '../en/walk.ts';
import type { KoreanNoun } from './noun.ts';

const numbers = createNumberFormats('ko-KR');

/** Korean sentences of the Walk view. */
export const createWalk = (noun: KoreanNoun): WalkStrings => ({
  numbers,
  seconds: (value) => `${numbers.number(value, value < 10 ? 1 : 0)}초`,
  title: '잠재 공간 걷기',
  waiting: '모델 설명을 기다리고 있습니다.',

  origin: {
    sample: (index, seed) => `시드 ${seed}의 표본 ${index}`,
    free: '손으로 만든 z',
    keyframe: (place, origin) => `키프레임 ${place}: ${origin}`,
    between: (fraction, from, to) => `${from} → ${to}, ${fraction} 지점`,
    betweenSamples: (fraction, from, to, seed) =>
      `시드 ${seed}의 표본 ${from} → ${to}, ${fraction} 지점`,
    pad: (x, y, corners) => `패드 가로 ${x}, 세로 ${y} 지점 (${corners})`,
    samples: (indices, seed) => `시드 ${seed}의 표본 ${indices}`,
    list: (origins) => origins.join(', '),
  },

  stage: {
    heading: '그림',
    picture: (origin) => `G(z), ${origin}`,
    control: `길이만 같은 ${noun.one}`,
    controlLabel: (origin) => `대조: 길이를 현재 z에 맞춘 ${origin}`,
    controlKeyframe: (place, origin) => `키프레임 ${place} (${origin}), 길이 조정`,
    controlCorner: (corner, origin) => `${corner} 모서리 (${origin}), 길이 조정`,
    controlWhy:
      '두 그림의 z는 길이가 같고 방향만 다릅니다. 이 그림에서도 함께 변하는 것은 섞었기 때문이 아니라 길이 때문입니다.',
    controlMore: `N(0, 1)에서 뽑은 두 z를 선형 보간하면 가운데의 노름(길이)은 9.98이 아니라 7.05로 반드시 짧아지지만, 그림이 어떻게 달라지는지는 정해져 있지 않습니다. 대조는 섞지 않은 ${noun.one} 하나를 그 길이로 줄인 것, 곧 노름이 같은 절단(truncation)입니다. 논문에는 이 대조가 없습니다(§6.1).`,
    caption: '이 그림을 만든 것',
    interpolation: { lerp: '선형 보간', slerp: '구면 선형 보간' },
    truncation: (factor) => `절단 ${factor}`,
    mask: '채널을 조절하는 마스크 적용 중',
    drawnBy: (backend, milliseconds) => `${backend}, ${noun.one}당 ${milliseconds}`,
    drawnByUntimed: (backend) => backend,
    drawnHere: '이 기기에서 그림',
    stored: '모델과 함께 저장된 그림',
    pending: '아직 그리지 않음',
    followPath: '경로 따라가기',
    followsPad: '그림이 패드를 따라갑니다.',
  },

  path: {
    heading: '경로',
    keyframes: '경로의 키프레임',
    keyframe: (place, count, origin) => `키프레임 ${count}개 중 ${place}번째, ${origin}`,
    keyframeHelp: 'Delete 키로 빼고, Alt와 화살표 키로 옮깁니다.',
    gapFirst: '첫 키프레임 앞자리',
    gapBetween: (from, to) => `키프레임 ${from}번과 ${to}번 사이 자리`,
    gapLast: '마지막 키프레임 뒷자리',
    slot: (place) => `키프레임 ${place}번`,
    moved: (place, count) => `키프레임을 ${count}개 중 ${place}번째로 옮겼습니다.`,
    removed: (place, left) => `키프레임 ${place}번을 뺐습니다. ${left}개 남았습니다.`,
    lastStays: '경로에는 키프레임이 적어도 하나 있어야 합니다.',
    position: '위치',
    positionNumber: '위치(숫자로)',
    positionText: (origin, norm) => `${origin}, z의 길이 ${norm}`,
    play: '재생',
    pause: '멈춤',
    interpolation: '보간',
    lerp: '선형(lerp)',
    slerp: '구면(slerp)',
    interpolationWhy:
      '선형 보간(lerp)은 안쪽을 곧게 지나고, 구면 선형 보간(slerp)은 구면을 따라갑니다. 두 표본 사이의 곧은 길에서는 z가 사전 분포에서 거의 나오지 않을 만큼 짧아집니다. 도표를 보세요.',
    interpolationMore:
      '논문의 걷기는 선형입니다(§6.1, 그림 4. 직선이라는 것은 공저자의 코드에 있습니다). 구면 선형 보간은 뒤에 나온 연구입니다(White 2016, arXiv 1609.04468). 길이는 기하이지만, slerp가 더 보기 좋다는 것은 그렇지 않습니다.',
    more: '더 보기',
    less: '접기',
  },

  chart: {
    label: (lerp, slerp, mean, deviation) =>
      `경로를 따라 잰 z의 길이. 가장 짧은 곳: 선형 ${lerp}, 구면 ${slerp}. 사전 분포의 껍질: 평균 ${mean}, 표준 편차 ${deviation}.`,
    shell: (mean, deviation) => `사전 분포 ${mean} ± 2 × ${deviation}`,
    here: (norm) => `|z| ${norm}`,
    why: '띠에는 사전 분포(z를 뽑는 분포)에서 뽑은 z 100개 중 약 95개가 들어갑니다. 100차원에서는 거의 모든 z가 얇은 껍질에 모이고, 두 표본을 잇는 직선은 그 껍질을 벗어납니다.',
    moreText:
      'N(0, 1)에서 수 100개를 뽑으면 길이는 9.98 ± 0.71이고 두 표본의 가운데는 7.05입니다. 논문의 사전 분포 U(−1, 1)에서는 5.77 ± 0.26과 4.07입니다(§4). 띠는 평균 ± 표준 편차의 두 배입니다.',
  },

  strip: {
    heading: '필름 스트립',
    label: '필름 스트립, 구간마다 10장',
    help: '왼쪽·오른쪽 화살표로 한 장씩 옮겨 갑니다.',
    frame: (number, count, position) => `${count}장 중 ${number}번째, 위치 ${position}`,
    why: '저자들이 그린 대로 구간마다 10장이고, 한 구간의 끝은 다음 구간의 첫 장입니다. 매끄럽게 변하면 그림을 그대로 암기했다고 보기는 어렵지만, 암기가 아니라는 증명은 아닙니다.',
    moreText:
      '논문은 급격한 변화를 암기의 신호로 봅니다(§6.1, 그림 4). 그러나 그림 몇 장을 암기한 생성자도 그 사이를 매끄럽게 걸을 수 있으므로, 이 스트립만으로는 아무것도 증명되지 않습니다.',
  },

  palette: {
    heading: '새 표본',
    seed: '시드',
    label: (seed) => `시드 ${seed}의 새 표본`,
    tile: (index, seed) => `시드 ${seed}의 표본 ${index}`,
    why: `${noun.one} 하나하나는 사전 분포에서 z를 한 번 뽑은 것이고, 시드가 그 전부를 정합니다. ${withParticle(noun.one, '을를')} 놓을 수 있는 자리로 끌어다 놓거나 메뉴를 여세요.`,
    moreText:
      'z는 학습된 값이 아니라 뽑은 값입니다. z에 해당하는 사진도, 사진을 z로 바꾸는 인코더도 없습니다(§4). 같은 시드는 어느 기기에서나 같은 수를 주므로, 여기 보이는 것은 골라 보이기가 아닙니다.',
  },

  instruments: {
    heading: '도구',
    close: '도구 닫기',
    tabs: {
      pad: '패드',
      components: '성분',
      attributes: '속성',
      sheet: '시트',
      settings: '설정',
      export: '내보내기',
    },
  },

  pad: {
    label: '네 모서리 사이의 점',
    help: '화살표 키로 점을 옮기고, Shift와 함께 누르면 크게 옮깁니다.',
    corners: ['왼쪽 위', '오른쪽 위', '왼쪽 아래', '오른쪽 아래'],
    corner: (name, origin) => `${name} 모서리, ${origin}`,
    cornerSlot: (name) => `패드의 ${name} 모서리`,
    x: '가로',
    y: '세로',
    point: (x, y) => `가로 ${x}, 세로 ${y}`,
    why: `${noun.one} 넷을 섞은 그림입니다. 먼저 위아래 두 변을 따라, 다음에 그 둘 사이를, 경로에서 고른 보간으로 섞습니다.`,
    moreText:
      '선형 보간에서는 네 가중치가 가로와 세로 거리의 곱입니다. 구면 선형 보간에서는 두 단계의 순서에 따라 달라질 수 있어서 가로 다음 세로로 정했습니다. 논문은 선을 따라서만 걷습니다(§6.1).',
  },

  components: {
    editing: (place, count) => `키프레임 ${count}개 중 ${place}번째`,
    gridLabel: (place) => `키프레임 ${place}번의 성분, 한 줄에 10개`,
    gridHelp: '포인터로 칠하세요. 키보드로는 칸에 숫자를 적으면 됩니다.',
    tool: '방식',
    brush: '붓',
    pull: '끌기',
    value: '붓의 값',
    list: '모든 성분',
    number: (index) => `z ${index}`,
    lock: (index) => `z ${index} 잠그기`,
    unlock: (index) => `z ${index} 잠금 풀기`,
    seed: '시드',
    redraw: '안 잠긴 것 다시 뽑기',
    reset: '되돌리기',
    resetLabel: '골랐을 때의 값으로 되돌리기',
    lockAll: '모두 잠그기',
    unlockAll: '모두 풀기',
    locked: (count, total) => `${total}개 중 ${count}개 잠김`,
    between: (origin) => `지금 그림의 자리: ${origin}.`,
    insert: '여기에 키프레임 넣기',
    goTo: (place) => `키프레임 ${place}번으로 가기`,
    why: '“웃음”이나 “안경”을 뜻하는 성분은 하나도 없습니다. 생김새는 수 100개에 걸친 방향입니다. 몇 개를 칠해 보고 하나가 얼마나 적게 바꾸는지 보세요.',
    moreText:
      '사전 분포는 모든 방향을 똑같이 다루므로, 어떤 특징을 한 축으로 끌어당기는 것이 없습니다. 논문은 대신 여러 z의 평균으로 만든 방향을 씁니다(§6.3.2, 그림 7과 8).',
  },

  sheet: {
    label: (seed) => `시드 ${seed}의 점 11개를 지나는 한 경로, 구간마다 10장`,
    frame: (row, column) => `${row}행 ${column}번째 장: 경로에 넣기`,
    help: '화살표 키로 고르고 Enter로 경로에 넣습니다.',
    seed: '시드',
    why: '저자들의 시트는 무작위 점들을 지나는 한 번의 걷기이고, 글처럼 읽습니다. 한 줄의 끝에서 다음 줄이 시작합니다. 한 장을 골라 경로에 넣어 보세요.',
    moreText:
      '그림 4는 “Z의 무작위 점 9개의 연속”을 보간한 것입니다(§6.1). 그림을 재어 보면 한 줄이 10장이고 끝점은 반복되지 않으며 줄과 줄이 이어집니다. 이 시트에는 그런 줄이 10개 있습니다.',
    put: (row, column) => `${row}행 ${column}번째 장을 경로에 넣었습니다.`,
  },

  settings: {
    truncation: '절단(truncation)',
    truncationWhy: `그리기 전에 모든 z에 이 수를 곱합니다. 1보다 작으면 ${noun.one}들이 사전 분포의 한가운데로 끌려가 서로 닮고, 대개 더 말끔해집니다.`,
    truncationMore:
      '0.71이면 어느 표본이든 섞지 않고도 선형 보간 가운데와 같은 길이가 됩니다. 걷기의 대조입니다. 절단은 논문보다 뒤에 나왔습니다(BigGAN, Brock 2018. 거기서는 곱하지 않고 다시 뽑습니다. 여기서는 곱하기만 합니다).',
    speed: '속도',
    speedUnit: '초당 구간',
    mode: '끝에 이르면',
    once: '멈추기',
    loop: '돌기',
    pingPong: '오가기',
    loopWhy: '돌기를 고르면 마지막 키프레임에서 첫 키프레임으로 돌아가는 구간이 하나 더 생깁니다.',
  },

  export: {
    what: '무엇을',
    kinds: {
      face: `${noun.one} (PNG)`,
      strip: '스트립 (PNG)',
      sheet: '시트 (PNG)',
      gif: '걷기 (GIF)',
      video: '걷기 (동영상)',
    },
    scale: '확대',
    scaleOption: (factor, pixels) => `${factor}배 (${pixels} px)`,
    framesPerSecond: '초당 장수',
    format: '형식',
    noVideo: '이 브라우저는 동영상을 만들 수 없습니다. GIF는 어디서나 됩니다.',
    size: (width, height) => `${width} × ${height} px`,
    frames: (count, seconds) => `${count}장, ${seconds}`,
    estimate: (seconds) => `그리는 데 약 ${seconds}`,
    remaining: (seconds) => `약 ${seconds} 남음`,
    drawing: (done, total) => `${total}장 중 ${done}장 그림`,
    encoding: (done, total) => `${total}장 중 ${done}장 담음`,
    save: '저장',
    stop: '그만두기',
    stopped: '그만두었습니다. 저장한 것은 없습니다.',
    saved: (file) => `저장한 파일: ${file}`,
    captionNote: '설명은 그림 안에 적히고 파일에도 기록됩니다.',
    metadataNote: '무엇이 그림을 만들었는지 파일에 기록됩니다.',
  },

  caption: {
    model: (title, licence) => `${title}. ${licence}`,
    path: (origins, interpolation) => `${origins}, 차례로 지나는 경로; ${interpolation}`,
    pathClosed: (origins, interpolation) =>
      `${origins}, 차례로 지나 처음으로 돌아오는 경로; ${interpolation}`,
    frames: (perSegment) => `구간마다 ${perSegment}장, 끝점은 반복하지 않음`,
    sheet: (seed, interpolation) => `시드 ${seed}의 점 11개를 지나는 한 경로; ${interpolation}`,
    norm: (norm) => `|z| ${norm}`,
  },
});
