/** @file The words of Surrogate in Portuguese, as written in Brazil. */
import { count } from '../../model/format.ts';
import type { SurrogateWords } from '../words.ts';

export const SURROGATE: SurrogateWords = {
  question: 'O modelo substituto ordenou bem as células?',
  explained:
    'Cada ponto é uma célula, {predicted:prevista} antes de treinar e depois {measured:medida}; na linha tracejada as duas coincidem. Para escolher só a ordem importa, então a nota é a de Spearman: 1 é a ordem perfeita, 0 é acaso.',
  axes: 'O que os eixos mostram',
  accuracy: 'Acurácia',
  rank: 'Posto',
  wholeCells: 'Esta busca treina células inteiras, para comparar com PNAS.',
  nothingYet: 'Ainda não há o que comparar.',
  picked: (cells, lot, candidates) =>
    `${cells} escolhidas${lot > 0 ? `, ${lot} sorteadas` : ''}${candidates === undefined ? '' : ` de ${count(candidates)}`}`,
  tooFew: 'poucas medidas para uma nota',
  byLot: (sign, low, high) =>
    `: suas escolhidas são ${sign > 0 ? 'melhores que as' : sign < 0 ? 'piores que as' : 'não claramente diferentes das'} sorteadas (vazadas), 95% ${low} a ${high}.`,
  pointsOf: (difference) => `${difference} pontos`,
  orderAmong: (rho, expected) =>
    `Spearman só entre as escolhidas ${rho}; espera-se cerca de ${expected}, pois suas previsões diferem menos.`,
  score: (rho, interval, text) =>
    `Spearman ${rho}${interval === '' ? '' : `, intervalo de 95% ${interval}`}${text === '' ? '' : `; ${text}`}.`,
  ceiling: (value) => `teto ${value}`,
  atMost: (value) => `no máximo ${value}`,
  plot: (level, cells, byRank) =>
    `Nível ${level}: ${byRank ? 'posto' : 'acurácia'} de ${cells} células, previsto contra medido. As setas vão de célula em célula.`,
  axisMeasured: (byRank) => `${byRank ? 'posto medido' : 'medido, %'}`,
  axisPredicted: (byRank) => `${byRank ? 'posto previsto' : 'previsto, %'}`,
  trend: {
    title: 'Nível a nível, contra o que não precisa aprender',
    note: 'Spearman entre as células de cada nível, com seu intervalo de 95%.',
    lines: 'Contínua: o modelo substituto que escolhe. Tracejada: outros, entre eles a célula mãe e o tamanho.',
    more: 'Os substitutos à sombra, uma configuração, ficariam ao lado: a célula mãe e o tamanho.',
  },
  shadows: {
    title: 'Outro modelo substituto teria ordenado melhor?',
    note: 'Cheio: o que escolhe. Vazado: suas sombras, ajustadas às mesmas células, que nunca escolhem. Spearman sobre as células do nível, com intervalos de 95%: as escolhidas se parecem, então resta pouco a ordenar.',
    panel: (level) => `Nível ${level}, todos os substitutos`,
    best: (name, isClear) =>
      `{strong:${name}} ${isClear ? 'ordenou melhor.' : 'está à frente, mas por pouco demais para decidir.'}`,
  },
  errors: {
    title: 'Onde as previsões foram altas ou baixas demais',
    note: 'Medido menos previsto, em pontos, em todas as células com o operador.',
    table: 'Erro por operador',
    operator: 'operador',
    cells: 'células',
    points: 'pontos',
  },
  numbers: {
    title: 'Em números',
    ceiling: 'O teto é a melhor nota que um preditor poderia esperar, pois as acurácias são em parte acaso.',
    bound: (images, repeats) =>
      `No máximo isso: só conta a sorte de ${count(images)} imagens de validação, até que ${repeats} células sejam retreinadas.`,
    error: 'O erro é a distância média, em pontos.',
    table: 'Notas por nível',
    columns: ['nível', 'ajustado com', 'Spearman', '95%', 'teto', 'erro', 'perda do conjunto'],
    tooFew: 'poucas',
  },
};
