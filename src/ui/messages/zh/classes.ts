/** @file The classes of CIFAR-10 in simplified Chinese. */
import type { ClassesWords } from '../words.ts';

export const CLASSES: ClassesWords = {
  names: {
    airplane: '飞机',
    automobile: '汽车',
    bird: '鸟',
    cat: '猫',
    deer: '鹿',
    dog: '狗',
    frog: '青蛙',
    horse: '马',
    ship: '船',
    truck: '卡车',
  },
  short: {
    airplane: '飞机',
    automobile: '汽车',
    bird: '鸟',
    cat: '猫',
    deer: '鹿',
    dog: '狗',
    frog: '青蛙',
    horse: '马',
    ship: '船',
    truck: '卡车',
  },
  numbered: (label) => `类别 ${label}`,
  guess: (name, answer, isRight) => `一张类别为“${name}”的验证图像：回答“${answer}”，${isRight ? '正确' : '错误'}`,
};
