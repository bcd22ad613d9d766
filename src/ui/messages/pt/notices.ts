/** @file What stands above a screen after something was done or has failed, in Portuguese, as written in Brazil. */
import { count, counted } from '../../model/format.ts';
import type { NoticesWords } from '../words.ts';

export const NOTICES: NoticesWords = {
  imagesStored: (images) => `${counted(images, 'imagem guardada', 'imagens guardadas')} neste computador.`,
  testLeftOut: 'O lote de teste ficou de fora: não se deve buscar com ele.',
  imagesDeleted: 'As imagens foram apagadas. As buscas feitas com elas ainda podem ser vistas.',
  imagesMissing: (images, name) =>
    `As imagens desta busca, ${count(images)} de ${name}, não estão neste computador. Importe-as em Nova busca e depois retome.`,
  searchRuns: 'Uma busca está em andamento. Pause ou pare primeiro; nada se perde.',
  paused: 'Em pausa. Cada filha terminada é guardada; retome quando quiser, até amanhã.',
  stopped: (children) =>
    `Parada. ${children === 1 ? 'A única filha treinada está guardada' : `As ${count(children)} filhas treinadas estão guardadas`}; Retomar continua dali.`,
  failed: (reason) => `A busca parou. ${reason} Tudo o que foi medido está guardado.`,
  crashed: (reason) => `${reason}. Tudo o que foi medido está guardado.`,
  copyKept: 'Uma cópia desta busca está guardada aqui.',
  notKept: 'Esta busca fica aqui até a janela ser fechada.',
  canResume: 'Retomar continua de onde parou.',
  finalPaused: 'Em pausa. Tudo até o último passo está guardado; retome quando quiser.',
  finalFailed: (reason) => `O treinamento parou. ${reason}. O que foi treinado até agora está guardado.`,
  settingsCopied: 'O link foi copiado. Ele preenche estas configurações e não inicia nada.',
  noCopying: 'O navegador não permitiu copiar. O texto é:',
  badSettings: (mistake) => `Este link tem um erro: ${mistake}. As configurações mostradas não são as do link.`,
  badCell: (reason) => `Esta célula não pode ser desenhada aqui. ${reason}.`,
  noScreen: (reason) => `Esta tela não pôde ser carregada. ${reason}. Recarregue a página quando a rede voltar.`,
  refused: {
    operators: 'Escolha pelo menos um operador.',
    heldOut: 'No máximo metade das imagens pode ser separada.',
    number: (example) => `Digite um número, por exemplo ${example}.`,
    range: (range) => `Digite um número de ${range}.`,
  },
};
