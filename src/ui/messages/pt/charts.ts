/** @file The words in charts and graphs in Portuguese, as written in Brazil. */
import { count, counted } from '../../model/format.ts';
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'menos',
  kept: 'escolhidas',
  keptOver: (threshold) => `escolhidas: acima de ${threshold}`,
  keptForBoth: (number) => `${number} escolhidas, por ambos`,
  ranked: (candidates, number, threshold) =>
    `O modelo substituto ordenou ${count(candidates)} células; ficou com as ${number} melhores, previstas com ${threshold} ou mais.`,
  rankedForBoth: (candidates, number) =>
    `O modelo substituto ordenou ${count(candidates)} células; ${number} foram escolhidas, por acurácia e custo.`,
  rankOne: 'posto 1',
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
  mosaic: 'Pequenas fotos da amostra, uma coluna para cada uma das dez classes, do avião ao caminhão.',
  savePlot: (form) => `Salvar o gráfico como ${form}`,
};
