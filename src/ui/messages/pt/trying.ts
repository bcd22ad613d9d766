/** @file The words of Try it in Portuguese, as written in Brazil. */
import { count, counted } from '../../model/format.ts';
import type { TryingWords } from '../words.ts';

export const TRYING: TryingWords = {
  title: 'Testar uma rede treinada',
  noWeights: 'Os pesos desta rede não estão aqui. Abra o arquivo dela: network.onnx.',
  opening: 'Abrindo a rede.',
  none: 'Nenhuma rede foi treinada aqui ainda. Treine uma ou abra o arquivo de outra: network.onnx.',
  chooseNetwork: 'Escolher network.onnx',
  cannotOpen: (file, reason) => `Não é possível abrir ${file}. ${reason}.`,
  back: 'Voltar ao resultado',
  train: 'Treinar uma rede',
  show: 'Mostre uma imagem a ela',
  says: (answer, sure) => `Ela diz ${answer}, com ${sure} de certeza`,
  reads: (side, words) =>
    `A rede lê ${side} × ${side} pixels e conhece ${counted(words, 'palavra', 'palavras')}. Seja o que for que você mostrar, ela escolhe uma delas.`,
  live: 'ao vivo',
  stop: 'Parar',
  choose: 'Escolher',
  camera: 'Câmera',
  empty: (words, hasMore) =>
    `Solte uma imagem aqui, cole uma, escolha um arquivo ou use a câmera. Ela conhece ${words}${hasMore ? ' e mais' : ''}.`,
  drag: 'Arraste o quadro ou seus cantos. Solte ou cole outra imagem em qualquer lugar.',
  mirror: 'espelhar',
  frame: (side, width, height) =>
    `O quadrado mostrado à rede, ${side} pixels de ${width} × ${height}. As setas o movem; mais e menos mudam seu tamanho.`,
  asItGets: 'Como a rede a recebe',
  size: (side) => `${side} × ${side} pixels, três cores.`,
  pictureAsItGets: 'A imagem como a rede a recebe',
  numbers: (values) => `Cada quadrado é um pixel: ${count(values)} números são tudo o que ela sabe da sua imagem.`,
  pasted: 'imagem colada',
  fromCamera: (time) => `câmera, ${time}`,
  noPicture: (name) => `${name} não é uma imagem que este navegador consiga ler; use um arquivo PNG, JPEG ou WebP.`,
  refusals: {
    notAllowed: 'A câmera não foi permitida. Permita-a ao lado do endereço da página ou escolha uma imagem.',
    forbidden: 'Esta página não pode usar a câmera. Escolha uma imagem.',
    none: 'Não há câmera aqui. Escolha uma imagem.',
    inUse: 'Outro programa está usando a câmera.',
    insecure: 'Os navegadores só dão a câmera a páginas seguras (https). Escolha uma imagem.',
    other: (reason) => `A câmera não pode ser usada: ${reason}`,
    notShown: (reason) => `A câmera não pode ser mostrada: ${reason}`,
  },
  itsAnswer: 'O que a rede diz',
  answerToCome: 'A resposta dela aparece aqui.',
  looking: 'Ela está olhando.',
  believes: 'O que ela acha',
  took: (ms) => `${ms} ms no processador`,
  byProbability: 'Classes por probabilidade',
  worth: (sure, right, images) =>
    `Quando tinha cerca de ${sure} de certeza, acertou ${right} de ${count(images)} imagens de teste. Sua imagem pode ser diferente: confie menos na resposta.`,
  trained: 'Rede treinada',
  rightOn: (share, images) => `Acerta ${share} de ${count(images)} imagens de teste`,
  detail: (repeats, filters, seed, when, data) =>
    `N ${repeats}, F ${filters}, semente ${seed}, treinada${when === '' ? '' : ` em ${when}`} com ${data}`,
  openAnother: 'Abrir outro modelo',
  seen: 'Já mostradas',
  seenNote: 'ficam até você fechar esta página e nunca são enviadas',
  unsure: (name) => `${name}, incerta`,
  saw: {
    title: 'O que ela viu',
    measure: 'Medir',
    about: (squares, name) =>
      `Cobre, um a um, ${squares} quadrados da imagem e pergunta de novo: onde ${name} cai, ela estava olhando.`,
    map: (name) => `Onde ${name} caiu ao cobrir um quadrado`,
    how: (name) => `Cada quadrado foi coberto e a imagem classificada de novo: quanto mais escuro, mais ${name} caiu.`,
    soFar: (done, of) => `${done} de ${of} quadrados`,
    points: (figure) => `${figure} pontos`,
    none: 'Nenhum quadrado importou sozinho.',
    covered: (place, figure) => `${place} coberto: {measured:${figure}}`,
    places: [
      ['Acima à esquerda', 'Acima no meio', 'Acima à direita'],
      ['No meio à esquerda', 'O meio', 'No meio à direita'],
      ['Abaixo à esquerda', 'Abaixo no meio', 'Abaixo à direita'],
    ],
  },
};
