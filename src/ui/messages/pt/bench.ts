/** @file The words of Device in Portuguese, as written in Brazil. */
import { count } from '../../model/format.ts';
import type { BenchWords } from '../words.ts';

export const BENCH: BenchWords = {
  title: 'Qual é a velocidade deste dispositivo?',
  note: 'Em menos de um minuto esta página mede a rapidez com que ele copia, multiplica e treina duas redes, as mesmas também no TensorFlow.js padrão. Nada é enviado.',
  others: 'Outros dispositivos',
  stop: 'Parar',
  measure: 'Medir',
  measureAgain: 'Medir de novo',
  busy: 'Uma busca está em andamento: pause-a para medir.',
  opening: 'O dispositivo está sendo aberto.',
  figures: {
    images: 'imagens/s, filha do artigo',
    step: (images) => `um passo de ${images} imagens`,
    copy: 'cópia, leitura e escrita',
    product: 'melhor produto de matrizes',
    reached: 'disso ao treinar',
  },
  beside: 'Ao lado de outros dispositivos',
  fromLinks: 'De links compartilhados: o que os navegadores dos donos informaram, não verificado por nós.',
  columns: {
    device: 'dispositivo',
    paper: 'filha do artigo, ms',
    titu1994: 'a de titu1994',
  },
  discs: 'Discos: escala log, à esquerda mais rápido. Cheio: medido aqui. Vazado: de um link.',
  thisDevice: (where) => `este dispositivo, ${where}`,
  aLink: 'Um link com #bench=',
  paste: 'Cole um link #bench=',
  add: 'Adicionar',
  searches: 'Buscas neste dispositivo',
  estimated: 'estimado por esta medição',
  notKnown: 'ainda desconhecido',
  share: 'Compartilhar este resultado',
  shareNote:
    'O link contém os números, o dispositivo e o navegador como informados, o dia e a versão. Nada mais, e ninguém o recebe se você não enviar.',
  shareName: 'Dispositivo, como informado; navegadores escondem muitos nomes',
  theLink: 'O link',
  copyLink: 'Copiar link',
  copied: 'O link foi copiado.',
  characters: (number) => `${count(number)} caracteres`,
};
