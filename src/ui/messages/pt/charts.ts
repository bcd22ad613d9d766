/** @file The words in charts and graphs in Portuguese, as written in Brazil. */
import { count, counted } from '../../model/format.ts';
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'menos',
  keptOver: (threshold) => `escolhidas: acima de ${threshold}`,
  keptForBoth: (kept) => `${kept} escolhidas, por ambos`,
  ranked: (candidates, kept, threshold) =>
    `O modelo substituto ordenou ${count(candidates)} células; escolheu as ${kept} melhores, previstas com ${threshold} ou mais.`,
  rankedForBoth: (candidates, kept) =>
    `O modelo substituto ordenou ${count(candidates)} células; ${kept} foram escolhidas, por acurácia e custo.`,
  rankOne: 'posto 1',
  rankAxis: 'posição, escala logarítmica',
  blockName: (block) => `bloco ${block}`,
  output: 'a saída da célula',
  joinsOperators: (operators) => `concatenar os ${operators} operadores`,
  joinsBlocks: (number, isAll) => `concatenar ${isAll ? 'os ' : ''}${number} blocos`,
  aCell: (blocks, list, isSummed) =>
    `Uma célula de ${counted(blocks, 'bloco')}: ${list}.${isSummed ? '' : ' Todas as saídas são concatenadas.'}`,
  aBlock: (block, left, right, isSummed) => `o bloco ${block} ${isSummed ? 'soma' : 'tem'} ${left} e ${right}`,
  operatorOf: (operator, source) => `${operator} de ${source}`,
  best: (accuracy) => `melhor ${accuracy}`,
  waiting: (cells) => `${cells} à espera, como previsto`,
  now: (accuracy) => `agora ${accuracy}`,
  predicted: (accuracy) => `previsto ${accuracy}`,
  nothingMeasured: (level) => `Nível ${level}: nada medido ainda.`,
  measuredCells: (level, cells, text) =>
    `Nível ${level}: ${cells} células medidas, a melhor com ${text}. As setas vão de célula em célula.`,
  tiles: {
    trained: (cells) => `${cells} treinadas`,
    failed: (cells) => `${cells} falhas`,
    training: (cells) => `${cells} em treinamento`,
    waiting: (cells) => `${cells} à espera`,
    toCome: (cells) => `${cells} por vir`,
  },
  noEpoch: 'Nenhuma época terminou ainda',
  afterEpoch: (epoch, of, accuracy) => `Após a época ${epoch} de ${of}: ${accuracy}`,
  savePlot: (form) => `Salvar o gráfico como ${form}`,
};
