/** Korean: the frame around the views. */
import { withParticle } from '../../korean.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { ShellStrings } from '../en/shell.ts';
import type { KoreanNoun } from './noun.ts';

const format = createNumberFormats('ko-KR');

export const createShell = (noun: KoreanNoun): ShellStrings => ({
  documentTitle: '잠재 놀이터 · Latent Playground',
  name: 'Latent Playground',
  skip: '무대로 건너뛰기',
  views: {
    label: '화면',
    walk: '걷기',
    arithmetic: '산술',
    filters: '필터',
    train: '학습',
    models: '모델',
  },
  bar: {
    label: '지금 쓰는 것',
    model: (title) => `모델 ${title}`,
    noModel: '모델 없음',
    loading: '불러오는 중',
    copyLink: '링크 복사',
    scaling: { label: '픽셀', crisp: '또렷하게', smooth: '매끄럽게' },
    language: '언어',
    theme: { label: '테마', light: '밝게', dark: '어둡게', system: '시스템대로' },
    display: '보기 설정',
  },
  phase: {
    starting: '시작하는 중',
    loading: '모델을 불러오는 중',
    ready: '준비됨',
    recovering: '복구하는 중',
    failed: '그릴 수 없음',
  },
  backend: {
    names: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' },
    chip: (name, milliseconds) => `백엔드 ${name}, ${noun.one} 한 장에 ${milliseconds}`,
    title: `${withParticle(noun.one, '을를')} 그리는 백엔드`,
    choice: '고르기',
    auto: '가장 빠른 것',
    choosing: '다른 백엔드의 시간을 아직 재고 있습니다.',
    perFace: (milliseconds) => `한 장에 ${milliseconds}`,
    notReached: '재지 않음',
    inUse: '사용 중',
    selfTest: (error, tolerance) =>
      `자체 점검: 가장 큰 차이 ${format.small(error)}, 허용 ${format.small(tolerance)}`,
    noSelfTest: '자체 점검: 비교할 저장된 출력이 없음',
    kernels: {
      own: '직접 만든 커널',
      ownHalf: '직접 만든 커널, 반정밀도',
      tensorflow: 'TensorFlow.js의 커널',
    },
    kernelsRefused: '여기서는 직접 만든 커널을 쓰지 않습니다.',
    kernelsRefusedInPart:
      '모든 네트워크에 쓰지는 않습니다. 그림을 판단하는 일은 TensorFlow.js가 맡습니다.',
    software: '소프트웨어, 그래픽 카드가 아님',
    noGpu:
      '그래픽 카드를 쓰지 않습니다. 이 기기나 브라우저가 페이지에 그래픽 카드를 내주지 않아 프로세서가 ' +
      '대신 그리며, 걷기에는 충분히 빠릅니다.',
    notTried: '필요하지 않았던 백엔드는 시험하지 않았습니다.',
    why:
      '백엔드마다 저장된 z 네 개를 그려 PyTorch의 출력과 견줍니다. 통과한 것의 시간을 재어 가장 빠른 ' +
      '것으로 그리고, 이 기기에서의 선택을 기억합니다.',
  },
  download: {
    label: '모델',
    text: (received, total) =>
      `${format.number(total / 1e6, 1)} MB 중 ${format.number(received / 1e6, 1)} MB`,
  },
  shelf: {
    title: '선반',
    open: '선반 열기',
    close: '선반 닫기',
    empty: `${withParticle(noun.one, '을를')} 여기로 끌어다 두세요. 새로 고쳐도 남아 있습니다.`,
    place: '선반',
    bin: '빼기',
    binPlace: '휴지통',
    count: (count) => `${noun.one} ${format.number(count)}개`,
    item: (number, origin) => `선반 ${number}: ${origin}`,
  },
  notices: '알림',
  inspector: {
    title: `${withParticle(noun.one, '과와')} 그 z`,
    picture: (origin) => `그림: ${origin}`,
    componentsOf: (count) => `z의 성분 ${format.number(count)}개를 그린 그림`,
    text: '글자로 쓴 z',
    copy: '복사',
    origin: '출처',
    model: '모델',
    length: '길이',
  },
});
