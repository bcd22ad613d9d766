/** @file The words of a page that leads a room, in simplified Chinese. */
import { count } from '../../model/format.ts';
import type { LeadingWords } from '../words.ts';

export const LEADING: LeadingWords = {
  title: (room) => `教室 ${room} 为本次搜索训练`,
  about: '单元由教室里的电脑训练，代理模型在本机学习。请保持此标签页打开。',
  over: '班级已完成这次搜索',
  overNote:
    '各台电脑已离开教室，它们的标签页可以关闭。可以分享结果。要再搜索一次，请按“新的搜索”，再按“开始”：各台电脑用同一链接重新加入。',
  asking: '正在询问课堂终端。',
  away: '无法连接课堂终端。已测得的结果都会保留，终端恢复后搜索继续。',
  here: (laptops) => `${count(laptops)} 台电脑在教室里或门口。`,
  gathering: (laptops, wanted) => `已有 ${count(laptops)} 台电脑；到 ${count(wanted)} 台时搜索开始。`,
  searching: (laptops, training) => `有 ${count(laptops)} 台电脑，其中 ${count(training)} 台在训练单元。`,
  held: '看板已将课堂暂停：在看板上按“继续”即可继续。',
  wanted: '等待的电脑数',
  beginNow: '现在开始',
  copy: '复制加入链接',
  copied: '已复制加入链接。',
  board: '打开看板',
  code: (room) => `加入教室 ${room} 的链接`,
  leave: '改在本机训练',
  wasRoom: '这次搜索由教室训练。打开教师链接可在那里继续；按继续则在本机进行。',
};
