/** Korean: a sentence for everything that can go wrong or happen behind the page. */
import type { ErrorCode, ErrorDetails } from '../../../errors.ts';
import { withParticle } from '../../korean.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { ErrorsStrings } from '../en/errors.ts';
import type { KoreanNoun } from './noun.ts';

const format = createNumberFormats('ko-KR');

/** Where it happened, in front of a sentence. */
function at(details: ErrorDetails): string {
  const where = details['where'] ?? details['file'] ?? details['backend'];
  return where === undefined ? '' : `${where}: `;
}

/** What was expected and what was found, as far as it is known. */
function difference({ expected, found }: ErrorDetails): string {
  const parts = [
    ...(expected === undefined ? [] : [`필요한 값: ${expected}`]),
    ...(found === undefined ? [] : [`실제 값: ${found}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

type Sentence = (details: ErrorDetails) => string;

const sentences: Record<ErrorCode, Sentence> = {
  'bad-argument': (d) => `${at(d)}쓸 수 없는 값입니다${difference(d)}. 값을 고쳐 다시 해 보세요.`,
  'download-failed': (d) =>
    `${at(d)}내려받지 못했습니다${difference(d)}. 연결을 확인하고 다시 해 보세요.`,
  'file-altered': (d) =>
    `${at(d)}config.json이 말하는 파일과 다릅니다(SHA-256)${difference(d)}. ` +
    '다시 불러오거나 모델 폴더를 새로 받으세요.',
  'file-truncated': (d) =>
    `${at(d)}파일이 중간에 끊겼습니다${difference(d)}. 다시 불러오거나 모델 폴더를 새로 받으세요.`,
  'bad-file': (d) => `${at(d)}읽을 수 없는 파일입니다${difference(d)}. 맞는 파일인지 확인하세요.`,
  'unknown-version': (d) =>
    `${at(d)}이 페이지보다 새로운 버전입니다${difference(d)}. 페이지를 새로 고쳐 업데이트하세요.`,
  'shape-mismatch': (d) =>
    `${at(d)}가중치가 config.json의 층과 맞지 않습니다${difference(d)}. ` +
    '같은 모델의 가중치와 설명을 쓰세요.',
  'unknown-model': (d) =>
    `${at(d)}여기에 없는 모델입니다${difference(d)}. 모델 화면에서 하나를 고르세요.`,
  'missing-network': (d) =>
    `${at(d)}이 모델에는 ${d['network'] === 'classifier' ? '속성 분류기' : '판별자'}가 없습니다. ` +
    '모델에서 다른 것을 고르세요.',
  'backend-unavailable': (d) =>
    `${at(d)}이 브라우저나 기기에서는 쓸 수 없는 백엔드입니다${difference(d)}. ` +
    '다른 백엔드나 자동을 고르세요.',
  'self-test-failed': (d) =>
    `${at(d)}이 백엔드가 그린 그림이 저장된 그림과 달라서 쓰지 않습니다${difference(d)}.`,
  'device-lost': (d) =>
    `${at(d)}그래픽 장치를 잃었습니다${difference(d)}. 다시 해 보거나 다른 백엔드를 고르세요.`,
  'worker-crashed': (d) =>
    `${at(d)}그림을 그리는 부분이 멈췄습니다${difference(d)}. 다시 해 보고, 또 멈추면 다른 백엔드를 ` +
    '고르세요.',
  aborted: (d) => `${at(d)}멈췄습니다.`,
  'bad-link': (d) =>
    `링크를 읽지 못했습니다. ${at(d)}바르지 않은 링크입니다${difference(d)}. 앞의 장면이나 기본 장면을 ` +
    '보여 줍니다. 링크를 확인하거나 새 링크를 받으세요.',
  'storage-failed': (d) =>
    `${at(d)}브라우저가 이 페이지의 저장을 허락하지 않습니다${difference(d)}. 페이지는 쓸 수 있지만 ` +
    '선반과 설정은 창을 닫으면 사라집니다. 남기려면 사생활 보호 창이 아닌 곳에서 여세요.',
  'export-failed': (d) =>
    `${at(d)}내보내지 못했습니다${difference(d)}. 다른 형식이나 더 작은 크기로 해 보세요.`,
  'too-few-boxes': ({ expected, found }) =>
    `일부를 따로 떼어 두고 검증하려면 그림 ${expected}장 이상에 상자가 있어야 하는데 지금은 ${found}장입니다. ` +
    '더 많은 표본에 상자를 그리세요.',
  'nothing-outside': () =>
    '상자가 이 층의 모든 자리를 덮어 비교할 자리가 없습니다. 상자를 더 작게 그리거나 격자가 더 촘촘한 층을 ' +
    '고르세요.',
  'other-model': (d) =>
    `${at(d)}다른 모델의 것입니다${difference(d)}. 그 모델로 바꾸면 쓸 수 있습니다.`,
  'too-few-pictures': ({ found = 0, expected = 500 }) =>
    `쓸 수 있는 그림이 ${format.number(Number(found))}장입니다. 적어도 ${format.number(Number(expected))}장이 ` +
    '필요합니다. 그림을 더 넣거나, 아래에서 빠진 그림을 확인하세요.',
  'too-many-pictures': ({ found = 0, expected = 0 }) =>
    `그림이 ${format.number(Number(found))}장입니다. ${format.number(Number(expected))}장까지 쓸 수 있습니다. ` +
    '더 적게 고르세요.',
  'pictures-equal': ({ found = 0 }) =>
    `그림 ${format.number(Number(found))}장이 모두 같아서 배울 것이 없습니다. 서로 다른 그림을 고르세요.`,
  'archive-too-large': (d) =>
    `${at(d)}압축을 풀면 ${format.bytes(Number(d['found'] ?? 0))}가 되는 파일입니다. ` +
    `${format.bytes(Number(d['expected'] ?? 0))}까지만 읽습니다. 그림만 든 압축 파일을 고르세요.`,
  'storage-full': ({ expected = 0, found = 0 }) =>
    `보관하려면 ${format.bytes(Number(expected))}가 필요한데, 브라우저가 이 페이지에 남겨 준 자리는 ` +
    `${format.bytes(Number(found))}입니다. 보관한 것을 지우거나, 더 적거나 작은 그림을 쓰세요.`,
  internal: (d) =>
    `${at(d)}페이지 안에서 문제가 생겼습니다${difference(d)}. 페이지를 새로 고치세요.`,
};

export const createErrors = (noun: KoreanNoun): ErrorsStrings => ({
  sentence: (code, details) => sentences[code](details),
  retry: '다시 하기',
  dismiss: '닫기',
  unexpected: {
    title: '페이지의 이 부분이 멈췄습니다',
    text: '지금까지 한 일은 남아 있습니다. 이 부분을 다시 열거나 페이지를 새로 고치세요.',
    again: '다시 열기',
    reload: '새로 고침',
  },
  engine: {
    'device-lost': () => '그래픽 장치를 잃었습니다. 모델을 다시 만들고 있습니다.',
    'device-restored': (milliseconds) =>
      `${format.milliseconds(milliseconds)} 만에 그래픽 장치가 돌아왔습니다. 그림을 다시 그립니다.`,
    'backend-changed': (backend, milliseconds) =>
      milliseconds === null
        ? `이제 ${withParticle(backend, '으로')} ${withParticle(noun.one, '을를')} 그립니다.`
        : `이제 ${withParticle(backend, '으로')} ${withParticle(noun.one, '을를')} 그립니다. 한 장에 ` +
          `${format.milliseconds(milliseconds)}.`,
    'backend-failed': (backend, reason) =>
      `${withParticle(backend, '은는')} 쓰지 않습니다. ${reason}`,
    'worker-restarted': () => '그림을 그리는 부분을 다시 시작했습니다.',
    'not-kept-offline': (reason) => `모델을 오프라인용으로 남기지 못했습니다. ${reason}`,
  },
  notices: {
    'link-copied': '링크를 복사했습니다.',
    'latent-copied': 'z를 글자로 복사했습니다.',
    'update-ready': '새 버전이 준비되었습니다. 다음에 새로 고치면 쓰입니다.',
    'offline-ready': '이제 오프라인에서도 열립니다.',
    'shelf-full': `선반이 가득 찼습니다. 먼저 ${withParticle(noun.one, '을를')} 하나 빼세요.`,
    'path-full': '경로가 가득 찼습니다. 먼저 키프레임을 하나 빼세요.',
    'put-in-slot': '산술 화면에 넣었습니다.',
    'slot-full': '이 칸은 가득 찼습니다. 먼저 예시를 하나 빼거나, 예시 위에 놓아 바꾸세요.',
    'group-full': `이 무리는 가득 찼습니다. 먼저 ${withParticle(noun.one, '을를')} 하나 빼세요.`,
    'concepts-full': '개념은 여섯 개까지입니다. 먼저 하나를 지우세요.',
    'concepts-too-long': '링크에 상자를 더 담을 수 없습니다. 먼저 상자를 줄이세요.',
    'other-model': `다른 모델의 ${noun.one}입니다. 쓰려면 그 모델로 바꾸세요.`,
  },
});
