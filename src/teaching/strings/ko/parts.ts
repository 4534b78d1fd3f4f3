/** Korean: sliders, tiles, dragging and the other shared parts. */
import { withParticle } from '../../korean.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { PartsStrings } from '../en/parts.ts';
import type { KoreanNoun } from './noun.ts';

const format = createNumberFormats('ko-KR');

export const createParts = (noun: KoreanNoun): PartsStrings => ({
  close: '닫기',
  why: '왜 그럴까요?',
  more: '더 보기',
  between: (least, most) => `${least}부터 ${most}까지의 값을 넣으세요.`,
  notANumber: '숫자를 넣으세요.',
  seed: {
    range: '0부터 4294967295까지의 정수.',
    shuffle: '새 시드',
  },
  tile: {
    menu: (label) => `${label}: 할 수 있는 일`,
    help: `Enter를 누르면 메뉴가 열립니다. 스페이스로 ${withParticle(noun.one, '을를')} 집고 화살표 키로 자리를 고릅니다.`,
    addToPath: '경로에 더하기',
    lookInside: '들여다보기',
    replaceSelected: (number) => `키프레임 ${number} 바꾸기`,
    padCorners: '패드 모서리',
    corners: ['왼쪽 위', '오른쪽 위', '왼쪽 아래', '오른쪽 아래'],
    slots: '산술 칸',
    intoSlot: (letter) => `칸 ${letter}에 넣기`,
    save: '선반에 두기',
    pickUp: '집기',
    inspect: 'z 살펴보기',
    copy: 'z를 글자로 복사',
    exportPng: 'PNG로 내보내기',
    remove: '빼기',
    sample: (seed, index) => `시드 ${seed}의 표본 ${index}`,
    free: '손으로 만들었거나 계산한 것',
    zPicture: 'z의 성분, 왼쪽 위가 첫 번째',
  },
  zPicture: {
    component: (index, value) => `z[${index}] = ${format.number(value, 2)}`,
    negative: '음수',
    zero: '0',
    positive: '양수',
  },
  norm: {
    name: 'z의 노름(길이)',
    value: (norm, symbol) => `|${symbol}| ${format.number(norm, 2)}`,
    shell: (mean, deviation) =>
      `사전 분포 ${format.number(mean, 2)} ± ${format.number(deviation, 2)}`,
    sentence: (symbol, norm, mean, deviation) =>
      `${symbol}의 길이는 ${format.number(norm, 2)}, 사전 분포에서 뽑은 z의 길이는 ` +
      `${format.number(mean, 2)} ± ${format.number(deviation, 2)}입니다.`,
  },
  drag: {
    roleDescription: `끌 수 있는 ${noun.one}`,
    pickedUp: (label) => `${withParticle(label, '을를')} 집었습니다.`,
    over: (place) => `${place} 위에 있습니다.`,
    nowhere: '놓을 자리가 아닙니다.',
    dropped: (label, place) => `${withParticle(label, '을를')} 놓았습니다. 자리: ${place}.`,
    refused: (place) => `놓을 수 없는 자리입니다: ${place}.`,
    cancelled: '제자리에 두었습니다.',
    holding: (label) => `들고 있는 ${noun.one}: ${label}`,
    choose: '놓을 자리를 고르세요. 화살표 키나 Tab으로 고르고 Enter, 또는 누르기.',
    putHere: (place) => `여기에 놓기: ${place}`,
    cancel: '제자리에 두기',
  },
  progress: (done, total) => `${format.number(total)} 중 ${format.number(done)}`,
});
