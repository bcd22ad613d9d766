/** @file The classes of CIFAR-10 in Japanese. */
import type { ClassesWords } from '../words.ts';

export const CLASSES: ClassesWords = {
  names: {
    airplane: '飛行機',
    automobile: '自動車',
    bird: '鳥',
    cat: '猫',
    deer: '鹿',
    dog: '犬',
    frog: 'カエル',
    horse: '馬',
    ship: '船',
    truck: 'トラック',
  },
  short: {
    airplane: '飛行機',
    automobile: '車',
    bird: '鳥',
    cat: '猫',
    deer: '鹿',
    dog: '犬',
    frog: '蛙',
    horse: '馬',
    ship: '船',
    truck: 'トラック',
  },
  numbered: (label) => `クラス ${label}`,
  guess: (name, answer, isRight) => `クラス「${name}」の検証画像：答えは「${answer}」、${isRight ? '正解' : '不正解'}`,
};
