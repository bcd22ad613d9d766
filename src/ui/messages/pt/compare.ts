/** @file The words of comparing runs in Portuguese, as written in Brazil. */
import { counted } from '../../model/format.ts';
import type { CompareWords } from '../words.ts';

export const COMPARE: CompareWords = {
  reading: 'Lendo as buscas.',
  budgets: {
    cells: 'Células',
    'multiply-adds': 'Multiplicações',
    time: 'Tempo',
  },
  over: 'Conforme o que vão os gráficos',
  unsettled: 'Nenhuma diferença é clara ainda',
  ahead: (letters, isOne, reference) => `${letters} ${isOne ? 'supera' : 'superam'} claramente ${reference}`,
  behind: (letters, isOne, reference) => `${letters} ${isOne ? 'fica' : 'ficam'} claramente atrás de ${reference}`,
  note: (isSeeded, reference) =>
    `Melhor célula até ali, como medida${isSeeded ? '; linha: média das sementes, faixa: da menor à maior' : ''}. Tracejada: ${reference}; cinza: as outras.`,
  spent: 'Multiplicações-adições de treinamento, em ',
  best: 'melhor',
  meanBest: 'melhor em média',
  nothing: (name) => `${name}: nada medido.`,
  plot: (name, text, low, high) => `${name}: melhor em média ${text}, de ${low} a ${high} por semente.`,
  plotOne: (name, text) => `${name}: melhor ${text}.`,
  holds: 'A melhor célula se sustenta?',
  columns: {
    search: 'busca',
    seeds: 'sementes',
    work: (exponent) => `multiplicações-adições, 10${exponent}`,
    confirmed: 'confirmado, %',
    measured: 'melhor medida, %',
    less: (reference) => `menos ${reference}, pontos`,
    reference: 'referência',
  },
  nothingMeasured: 'nada medido',
  compareWith: (letter) => `Comparar com ${letter}`,
  noSeed: 'nenhuma semente em comum',
  oneSeed: 'uma semente',
  foot: {
    confirmed:
      'Confirmado: as melhores células de cada busca treinadas de novo com sementes novas, com imagens não usadas para escolher.',
    measured: 'Melhor medida: a mais alta de muitas medidas, em parte sorte; nem todas estas buscas confirmaram a sua.',
    deviation: '± é o desvio entre sementes.',
    paired: (comparisons) =>
      `As diferenças são pareadas por semente, com intervalos de 95% ampliados para ${counted(comparisons, 'comparação', 'comparações')}.`,
    alone: 'Com uma só semente, outra pode mudar a diferença: ponha mais na fila em “Mais”.',
    images: 'Também foram medidas com imagens diferentes.',
  },
  differs: 'O que difere?',
  same: (settings, of) => `${settings} de ${of} configurações são iguais em todas.`,
  setting: 'configuração',
  dataSet: 'conjunto de dados',
  device: 'dispositivo',
  images: (number) => `${counted(number, 'imagem', 'imagens')}`,
};
