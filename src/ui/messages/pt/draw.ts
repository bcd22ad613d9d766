/** @file The words of drawing a cell in Portuguese, as written in Brazil. */
import { count, counted, percent, points } from '../../model/format.ts';
import type { DrawWords } from '../words.ts';

export const DRAW: DrawWords = {
  open: 'Desenhar uma célula',
  title: 'Desenhar uma célula',
  subtitle: 'Escolha entradas e operadores. Você consegue superar o que o modelo substituto escolheria a seguir?',
  close: 'Voltar às células',
  undo: 'Desfazer',
  redo: 'Refazer',
  clear: 'Limpar',
  fromBest: 'Partir da melhor célula',
  fromThis: 'Desenhar a partir desta célula',
  add: (block) => `Adicionar bloco ${block}`,
  full: 'Uma célula tem no máximo oito blocos.',
  remove: 'Remover bloco',
  block: (block) => `Bloco ${block}`,
  blockInGraph: (block) => `bloco ${block}`,
  blockNote: 'dois operadores em duas entradas; suas saídas são somadas',
  halves: ['Primeira metade', 'Segunda metade'],
  selected: 'selecionada',
  input: (input) => (input < 0 ? `H c−${-input}` : `bloco ${input}`),
  inputs: (half) => `Entrada da ${half.toLowerCase()}`,
  operators: (half) => `Operador da ${half.toLowerCase()}`,
  dashed:
    'Tracejado: não está nesta busca. Você pode desenhar com ele, mas o modelo substituto nunca o viu e diz isso em vez de adivinhar.',
  keys: 'Teclas: Tab vai de metade em metade, 1 a 9 definem o operador, setas esquerda e direita a entrada, Delete remove o bloco, Ctrl+Z desfaz.',
  graph: 'A célula; pressionar uma metade a seleciona',
  half: (operator, parameters, input, block, half) =>
    `${operator} ${count(parameters)} parâmetros, de ${input}: ${half.toLowerCase()} do bloco ${block}`,
  concatenate: 'concatenar',
  handOn: 'repassar',
  side: {
    title: 'Sua célula, enquanto desenha',
    noRun:
      'A rede dela é desenhada com as configurações do modelo Primeira prova. Abra uma busca para ver o que seu modelo substituto espera e para competir.',
    figures: { parameters: 'parâmetros', work: 'multiplicações-adições por imagem', blocks: 'blocos' },
    expects: 'O que o modelo substituto espera',
    asking: 'Perguntando ao modelo substituto.',
    before: 'previsto, antes de qualquer treinamento',
    after: 'previsto; ele viu o resultado desta célula',
    range: (low, high) =>
      `Quatro em cada cinco previsões desta busca erraram por ${points(low)} a ${points(high)} pontos: a faixa desenhada.`,
    unseen: (operators) =>
      `O modelo substituto nunca viu ${operators.join(' nem ')}: sem previsão. Ainda assim dá para competir.`,
    trained: (number, accuracy) => `A busca treinou este projeto como célula ${number}: medido ${accuracy}.`,
    failed: (number) => `A busca treinou este projeto como célula ${number}: falhou.`,
    yours: 'sua célula',
    pick: (name) => `a primeira escolha do modelo substituto, ${name}`,
    sameSize: (blocks) => `células de ${counted(blocks, 'bloco')} desta busca, medidas`,
    overlap: 'As faixas se sobrepõem: o modelo substituto não consegue distingui-las. O treinamento consegue.',
    axis: (yours, pick) =>
      `Previsto: sua célula ${yours}${pick === undefined ? '' : `, escolha do modelo substituto ${pick}`}.`,
    cell: (number) => (number === undefined ? 'ainda não treinada' : `célula ${number}`),
  },
  race: {
    title: 'Corrida contra a escolha do modelo substituto',
    noPick: (blocks) =>
      `O modelo substituto não escolheu nenhuma célula de ${counted(blocks, 'bloco')} nesta busca, então não há rival.`,
    same: 'Esta é a própria escolha do modelo substituto. Mude algo para competir.',
    yours: 'a sua',
    against: 'contra',
    start: (seeds, time) => `Corrida: ${count(seeds)} sementes cada${time === undefined ? '' : `, cerca de ${time}`}`,
    busy: 'Há uma busca em andamento. Pause-a para competir.',
    note: (images) =>
      `As duas treinam lado a lado e são avaliadas com ${count(images)} imagens com que nenhuma é treinada. A busca fica como está.`,
    stop: 'Parar a corrida',
    now: (done, of) => `${count(done)} de ${count(of)} treinamentos feitos`,
    history: 'Suas corridas até agora',
    columns: ['blocos', 'a sua, %', 'escolha dele, %', 'diferença'],
    deviation: (mean, deviation) => (deviation === undefined ? mean : `${mean} ± ${deviation}`),
    historyNote:
      '± é o desvio sobre as sementes de uma célula. Três sementes decidem pouco: diferenças menores podem ser sorte.',
    failed: 'falhou',
    live: (yours, rival) =>
      yours === undefined || rival === undefined
        ? ''
        : `Sua célula ${percent(yours)}, escolha do modelo substituto ${percent(rival)}.`,
  },
};
