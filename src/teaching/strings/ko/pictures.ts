/** Korean: choosing the pictures to train on. */
import type { RejectReason } from '../../../datasets/request.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { pictures as english } from '../en/pictures.ts';
import { avatarAttributes } from './attributes.ts';

const format = createNumberFormats('ko-KR');

const reasons: Readonly<Record<RejectReason, string>> = {
  'not-a-picture': 'PNG, JPEG, GIF, WebP, BMP, IDX, zip이 아닙니다',
  unreadable: '풀 수 없는 그림입니다',
  'too-small': '너무 작습니다. 그림을 키우지는 않습니다',
  'too-large': '픽셀이 너무 많습니다. 4천만 픽셀까지 읽습니다',
  duplicate: '똑같은 그림이 이미 있습니다',
  packed: '암호가 걸렸거나 읽지 못하는 방식으로 압축되었습니다',
  unlabelled: '개수가 같은 그림이 없는 레이블입니다',
  surplus: '쓸 수 있는 5만 장을 넘었습니다',
};

export const pictures: typeof english = {
  heading: '그림',
  source: '그림을 가져올 곳',
  sources: {
    avatars: '아바타',
    glyphs: '글자',
    shapes: '도형',
    files: '내 그림',
    url: 'MNIST',
  },
  about: {
    avatars:
      'DiceBear 라이브러리가 시드에서 바로 그립니다. 모든 속성을 알고 있으며, 각 속성은 절반의 그림에 나타납니다.',
    glyphs: '이 페이지와 이 기기의 글꼴로 쓴 뒤 휘게 합니다. 레이블이 있습니다.',
    shapes: '모든 요인을 아는 원, 사각형, 삼각형, 별입니다.',
    files: '폴더, 여러 파일, zip, 또는 레이블이 딸린 IDX 파일. 이 기기를 떠나지 않습니다.',
    url: '널리 쓰이는 28×28 회색 그림 묶음을 GitHub에서 받습니다. 다른 서버에 보내는 유일한 요청이며, 단추를 누를 때만 보냅니다.',
  },
  options: {
    size: '크기',
    colour: '채널',
    colours: { grey: '회색', colour: '컬러' },
    count: '개수',
    seed: '시드',
    style: '화풍',
    styles: { pixel: '픽셀', portrait: '초상' },
    labelBy: '클래스를 나누는 속성 (셋까지)',
    alphabet: '글자',
    alphabets: { digits: '0–9', capitals: 'A–Z', both: '둘 다' },
    distortion: '일그러짐',
    shapeLabel: '클래스를 나누는 요인',
    shapeLabels: { kind: '모양', colour: '색' },
    fit: '그림에서 쓸 부분',
    fits: { centre: '가운데', whole: '전체와 테두리' },
    download: '묶음',
    downloads: { mnist: 'MNIST', 'fashion-mnist': 'Fashion-MNIST' },
  },
  attributes: avatarAttributes,
  without: (attribute) => `${attribute} 없음`,
  classes: {
    circle: '원',
    square: '사각형',
    triangle: '삼각형',
    star: '별',
    orange: '주황',
    blue: '파랑',
    green: '초록',
    yellow: '노랑',
  },
  drop: '그림, 폴더, zip, IDX 파일을 여기에 놓거나',
  chooseFiles: '파일 고르기',
  chooseFolder: '폴더 고르기',
  chosen: (count) => `파일 ${format.number(count)}개를 골랐습니다`,
  make: { draw: '그림 그리기', read: '이 파일 쓰기', fetch: '받아 오기' },
  stop: '멈추기',
  work: {
    making: '그림을 만드는 중',
    previewing: '파일을 살펴보는 중',
    keeping: '보관하는 중',
    opening: '여는 중',
  },
  sheet: {
    heading: '판별자 D가 볼 그림',
    preview: '이렇게 보이게 됩니다',
    none: '아직 그림이 없습니다.',
    facts: (shown, count, size, isGrey) =>
      `그림 ${format.number(count)}장 가운데 ${format.number(shown)}장, ${size}×${size}, ${isGrey ? '회색' : '컬러'}`,
    seed: (seed) => `시드 ${seed}`,
    terms: (terms) => `이용 조건: ${terms}`,
    others: '다른 그림 보기',
    classes: '클래스',
    members: (name, count) => `${name}: ${format.number(count)}`,
  },
  rejected: {
    heading: (count) => `${format.number(count)}개가 빠졌습니다`,
    reasons,
    row: (path, reason, found, times) =>
      `${path}: ${reason}${found === '' ? '' : ` (${found})`}` +
      (times === 1 ? '' : ` × ${format.number(times)}`),
    more: (count) => `그 밖에 ${format.number(count)}개`,
  },
  kept: {
    heading: '보관한 묶음',
    name: '이름',
    keep: '이 묶음 보관하기',
    isKept: '이 기기에 보관되어 있습니다',
    none: '아직 보관한 것이 없습니다.',
    open: (name) => `${name} 열기`,
    rename: (name) => `${name} 이름 바꾸기`,
    remove: (name) => `${name} 지우기`,
    facts: (count, size, bytes) =>
      `그림 ${format.number(count)}장, ${size}×${size}, ${format.bytes(bytes)}`,
  },
};
