/** @file The words of Device in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { BenchWords } from '../words.ts';

export const BENCH: BenchWords = {
  title: '这台设备有多快？',
  note: '本页在一分钟之内测出它复制、相乘和训练两个网络有多快，同样的网络也用标准 TensorFlow.js 测量。不会发送任何内容。',
  others: '其他设备',
  stop: '停止',
  measure: '测量',
  measureAgain: '再测一次',
  busy: '有搜索正在运行：暂停后再测量。',
  opening: '正在打开设备。',
  figures: {
    images: '图像/秒，论文的子代',
    step: (images) => `${images} 张图像的一步`,
    copy: '复制，读和写',
    product: '最佳矩阵乘积',
    reached: '训练时达到的比例',
  },
  beside: '与其他设备相比',
  fromLinks: '来自分享的链接：由对方浏览器报告，我们未核实。',
  columns: {
    device: '设备',
    paper: '论文的子代，毫秒',
    titu1994: 'titu1994 的',
  },
  discs: '圆点：对数刻度，越靠左越快。实心：在此测得。空心：来自链接。',
  thisDevice: (where) => `本设备，${where}`,
  aLink: '含 #bench= 的链接',
  paste: '粘贴 #bench= 链接',
  add: '添加',
  searches: '在本设备上的搜索',
  estimated: '根据本次测量估计',
  notKnown: '尚不清楚',
  share: '分享这个结果',
  shareNote: '链接含有测得的数字、所报告的设备和浏览器、日期和版本。别无其他，除非你发送，否则没有人会得到它。',
  shareName: '设备（按报告；浏览器会隐藏许多名称）',
  theLink: '链接',
  copyLink: '复制链接',
  copied: '链接已复制。',
  characters: (number) => `${count(number)} 个字符`,
};
