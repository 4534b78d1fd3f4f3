/** Korean: the Models view. */
import { createNumberFormats } from '../../numbers.ts';
import type { models as english } from '../en/models.ts';

const format = createNumberFormats('ko-KR');

export const models: typeof english = {
  title: '모델',
  intro: '모델 하나는 이 페이지 옆에 있는 폴더 하나입니다. 아무것도 기기 밖으로 나가지 않습니다.',
  titles: {
    faces: '얼굴',
    'faces-epoch5': '다섯 에포크 뒤의 얼굴',
    'faces-epoch1': '한 에포크 뒤의 얼굴',
    bedrooms: '침실',
    'avatars-64': '아바타, 64×64',
    'avatars-32': '아바타, 32×32',
  },
  use: '이 모델 쓰기',
  inUse: '사용 중',
  card: '모델 카드 읽기',
  sheet: (title, count, seed) => `${title}의 저장된 표본 ${format.number(count)}개, 시드 ${seed}`,
  sheetCaption: (first, last, seed) => `시드 ${seed}의 표본 ${first}–${last}, 빠뜨린 것 없음`,
  remove: '이 모델 지우기',
  noSheet: '이 모델에는 저장된 표본이 없습니다.',
  facts: {
    data: '데이터',
    terms: '이용 조건',
    picture: '그림',
    pictureValue: (size, channels) => `${size}×${size}, ${channels === 1 ? '흑백' : '컬러'}`,
    latent: 'z',
    latentValue: (components, prior) => `성분 ${components}개, 사전 분포 ${prior}`,
    priors: { normal: 'N(0, 1)', uniform: 'U(−1, 1)' },
    generator: '생성자',
    discriminator: '판별자',
    network: (parameters, size) => `파라미터 ${parameters}개, ${size}`,
    none: '없음',
    parameters: (count) => `${format.number(count / 1e4, 0)}만 `,
    bytes: (count) => format.bytes(count),
  },
};
