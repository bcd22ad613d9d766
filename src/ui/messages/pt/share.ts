/** @file The words of sharing a result in Portuguese, as written in Brazil. */
import { count, counted, percent } from '../../model/format.ts';
import type { ShareWords } from '../words.ts';

export const SHARE: ShareWords = {
  title: 'Compartilhar este resultado',
  name: 'Título, se quiser',
  close: 'Fechar',
  copy: 'Copiar link e título',
  copied: 'O link foi copiado, com o título antes.',
  send: 'Enviar',
  embed: 'Copiar HTML para incorporar',
  embedCopied: 'O HTML de um quadro com este resultado foi copiado.',
  see: 'Ver o que os outros verão',
  about: (characters, isLocal, note) =>
    `${count(characters)} caracteres; ${isLocal ? 'esta página está neste computador ou na rede dele, e o link também' : 'abre em qualquer dispositivo'}. Nada é enviado. ${note}`,
  qr: 'Código QR do link',
  tooLong: (most) => `Longo demais para um código QR, que comporta ${count(most)} caracteres.`,
  save: (file) => `Salvar ${file}`,
  everything: 'Contém tudo.',
  result: {
    none: (cells) => `${counted(cells, 'célula treinada', 'células treinadas')}, nenhuma medida`,
    measured: (accuracy, images, data, of, cells) =>
      `melhor medida ${percent(accuracy)} em ${count(images)} imagens ${data === undefined ? 'da amostra do CIFAR-10' : `de ${data}`}, separadas de ${count(of)}, após ${counted(cells, 'célula', 'células')}`,
    confirmed: (accuracy, images, data, trainings, cells) =>
      `${percent(accuracy)} em ${count(images)} imagens ${data === undefined ? 'da amostra do CIFAR-10' : `de ${data}`} que a busca nunca viu, ${trainings === 1 ? 'treinada mais uma vez' : `média de ${count(trainings)} treinamentos`}, após ${counted(cells, 'célula', 'células')}`,
  },
  headline: (sentence) => `PNAS no meu navegador: ${sentence}`,
  bestOnly: (kept, cells) => ` Contém as ${count(kept)} melhores de ${count(cells)} células, sem retreinamentos.`,
  omits: (parts, best) => `Para ficar curto, o link omite: ${parts}.${best} run.json contém tudo.`,
  omitted: {
    surrogate: 'as previsões de todas as candidatas',
    curves: 'as curvas de aprendizado',
    durations: 'os segundos',
    waiting: 'as células escolhidas e não treinadas',
  },
};
